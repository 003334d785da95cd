-- KEYS: the sessions of the users: one field per device, and 'last', the last generation given.
-- ARGV for each: device's field, expected generation, connection, incarnation, server.
-- Answers for each 1 and the session when it is bound, else 0 and the session that is in the way.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local function bind(key, field, expected, connection, incarnation, server)
  local fields = stored(key, field)
  local standing = fields[1]
  if standing then
    local generation, holder, life = string.match(standing, '^(%d+)\n(%-?%d+)\n([^\n]*)\n')
    if holder == connection and life == incarnation then
      return 1, standing
    end
    if generation ~= expected then
      return 0, standing
    end
  end
  local generation = string.format('%.0f', math.max(tonumber(fields[2] or '0') + 1, now))
  local session = generation .. '\n' .. connection .. '\n' .. incarnation .. '\n' .. server
  write(key, field, session, 'last', generation)
  return 1, session
end

local answer = {}
for i, key in ipairs(KEYS) do
  local at = 5 * i - 4
  answer[2 * i - 1], answer[2 * i] =
    bind(key, ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4])
end
return answer
