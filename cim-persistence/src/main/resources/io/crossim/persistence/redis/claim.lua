-- KEYS[1] the key, ARGV[1] the value it gets if it has none. Answers the value that stands then. What has one
-- is only read, so that a Redis which is full still answers.
local standing = redis.call('GET', KEYS[1])
if standing then
  return standing
end
redis.call('SET', KEYS[1], ARGV[1])
return ARGV[1]
