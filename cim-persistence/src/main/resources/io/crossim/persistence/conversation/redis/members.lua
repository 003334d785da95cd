-- ARGV: where to go on, and about how many. Answers the version of the group, where to go on then (0 behind the
-- last), and for each member the user, their seat and their mark. For a group whose keys are damaged an empty
-- place, and what is wrong.
local page, wrong = part(KEYS[1], function(prefix)
  open(prefix)
  if not conv.exists then
    return {0, '0', {}}
  end
  local scan = redis.call('HSCAN', prefix .. 'members', ARGV[FIRST_ARG], 'COUNT', ARGV[FIRST_ARG + 1])
  local members = {}
  for i = 1, #scan[2], 2 do
    local mark = redis.call('HGET', prefix .. 'marks', scan[2][i])
    members[#members + 1], members[#members + 2] = scan[2][i], scan[2][i + 1]
    members[#members + 1] = mark or '0:0:0'
  end
  return {conv.version, scan[1], members}
end)
return page or {0, '', {wrong}}
