-- KEYS[1] the name of an id, KEYS[2] its credential; ARGV[1] the name, ARGV[2] the hash of its
-- password or ''. Whoever comes first decides both. Answers what stands then. What stands is only read, so
-- that a Redis which is full still answers.
if not redis.call('GET', KEYS[1]) then
  redis.call('SET', KEYS[1], ARGV[1])
  if ARGV[2] ~= '' then
    redis.call('SET', KEYS[2], '1 ' .. ARGV[2])
  end
end
return {redis.call('GET', KEYS[1]), redis.call('GET', KEYS[2])}
