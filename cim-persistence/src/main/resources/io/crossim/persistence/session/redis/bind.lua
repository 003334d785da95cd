-- KEYS[1] the user's sessions: one field per device, and 'last', the last generation given.
-- ARGV: device's field, expected generation, connection, incarnation, server.
-- Answers {1, session} when it is bound, else {0, the session that is in the way}.
local standing = redis.call('HGET', KEYS[1], ARGV[1])
if standing then
  local generation, connection, incarnation =
    string.match(standing, '^(%d+)\n(%-?%d+)\n([^\n]*)\n')
  if connection == ARGV[3] and incarnation == ARGV[4] then
    return {1, standing}
  end
  if generation ~= ARGV[2] then
    return {0, standing}
  end
end
local last = tonumber(redis.call('HGET', KEYS[1], 'last') or '0')
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local generation = string.format('%.0f', math.max(last + 1, now))
local session = generation .. '\n' .. ARGV[3] .. '\n' .. ARGV[4] .. '\n' .. ARGV[5]
redis.call('HSET', KEYS[1], ARGV[1], session, 'last', generation)
return {1, session}
