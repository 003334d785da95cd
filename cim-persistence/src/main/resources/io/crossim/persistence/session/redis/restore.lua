-- KEYS[1] the user's sessions. ARGV: device's field, generation, the session.
-- Answers {1, session} when it stands again, else {0, the newer session that is in the way}.
local standing = redis.call('HGET', KEYS[1], ARGV[1])
if standing and tonumber(string.match(standing, '^%d+')) > tonumber(ARGV[2]) then
  return {0, standing}
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
local last = tonumber(redis.call('HGET', KEYS[1], 'last') or '0')
if last < tonumber(ARGV[2]) then
  redis.call('HSET', KEYS[1], 'last', ARGV[2])
end
return {1, ARGV[3]}
