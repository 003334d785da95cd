-- KEYS[1] the user's sessions. ARGV: device's field, generation. The last generation given stays.
local standing = redis.call('HGET', KEYS[1], ARGV[1])
if standing and string.match(standing, '^%d+') == ARGV[2] then
  return redis.call('HDEL', KEYS[1], ARGV[1])
end
return 0
