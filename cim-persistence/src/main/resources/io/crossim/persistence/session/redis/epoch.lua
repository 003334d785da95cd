-- KEYS[1] the epoch's key, ARGV[1] what it gets if it has none. Answers the epoch and the id of this
-- life of Redis: one that was restarted, restored or promoted has another id.
redis.call('SET', KEYS[1], ARGV[1], 'NX')
local id = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)') or ''
return redis.call('GET', KEYS[1]) .. ':' .. id
