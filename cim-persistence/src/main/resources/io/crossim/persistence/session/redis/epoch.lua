-- KEYS[1] the epoch's key, ARGV[1] what it gets if it has none. Answers the epoch and the id of this
-- life of Redis: one that was restarted, restored or promoted has another id.
local epoch = redis.call('GET', KEYS[1])
if not epoch then -- else only read, so that a Redis which is full still answers
  redis.call('SET', KEYS[1], ARGV[1])
  epoch = ARGV[1]
end
local id = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)') or ''
return epoch .. ':' .. id
