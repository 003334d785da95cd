-- KEYS: the sessions of the users. ARGV for each: device's field, generation, the session.
-- Answers for each 1 and the session when it stands again, else 0 and the newer session in the way.
local function restore(key, field, generation, session)
  local fields = stored(key, field)
  local standing = fields[1]
  if standing and tonumber(string.match(standing, '^%d+')) > tonumber(generation) then
    return 0, standing
  end
  local last = fields[2] or '0'
  if tonumber(last) < tonumber(generation) then
    last = generation
  end
  write(key, field, session, 'last', last)
  return 1, session
end

local answer = {}
for i, key in ipairs(KEYS) do
  local at = 3 * i - 2
  answer[2 * i - 1], answer[2 * i] = restore(key, ARGV[at], ARGV[at + 1], ARGV[at + 2])
end
return answer
