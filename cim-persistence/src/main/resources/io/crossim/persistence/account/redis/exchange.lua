-- KEYS[1] the key, ARGV[1] the value that it must have, ARGV[2] the one that it then gets.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('SET', KEYS[1], ARGV[2])
end
return redis.call('GET', KEYS[1])
