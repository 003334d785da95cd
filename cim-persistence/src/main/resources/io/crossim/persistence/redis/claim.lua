-- KEYS[1] the key, ARGV[1] the value it gets if it has none. Answers the value that stands then.
redis.call('SET', KEYS[1], ARGV[1], 'NX')
return redis.call('GET', KEYS[1])
