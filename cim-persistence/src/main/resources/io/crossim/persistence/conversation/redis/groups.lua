-- Answers for each group: how many members, version, when it was made, whether it is dismissed, name, settings;
-- nothing for one that does not exist; for one whose keys are damaged only what is wrong.
local function tell(prefix)
  open(prefix)
  if not conv.exists then
    return {}
  end
  local more = redis.call('HMGET', prefix .. 'state', 'created', 'name', 'settings')
  return {
    conv.members, conv.version, tonumber(more[1] or 0), conv.dismissed > 0 and 1 or 0, more[2] or '', more[3] or ''}
end

local answer = {}
for i, prefix in ipairs(KEYS) do
  local group, wrong = part(prefix, tell)
  answer[i] = group or {wrong}
end
return answer
