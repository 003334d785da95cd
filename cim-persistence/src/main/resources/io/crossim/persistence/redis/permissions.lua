-- KEYS[1] a key that holds a string, ARGV[1] the one that it gets if it holds none. Answers the commands among
-- those that our scripts use which the user may not call. Whether a command is permitted is judged before it is
-- carried out, and the ones below cannot be: the key is of another type, or a number is none.
local COMMANDS = {
  {'SET', KEYS[1], ARGV[1], 'NX'}, {'GET', KEYS[1]}, {'INFO', 'replication'}, {'TIME'},
  {'EXISTS', KEYS[1]}, {'TYPE', KEYS[1]}, {'PTTL', KEYS[1]}, {'PEXPIRE', KEYS[1], 'x'}, {'PERSIST', KEYS[1]},
  {'RENAME', KEYS[1], KEYS[1]}, {'HGET', KEYS[1], 'x'}, {'HMGET', KEYS[1], 'x'}, {'HGETALL', KEYS[1]},
  {'HLEN', KEYS[1]}, {'HEXISTS', KEYS[1], 'x'}, {'HRANDFIELD', KEYS[1], '1'}, {'HSET', KEYS[1], 'x', 'x'},
  {'HSETNX', KEYS[1], 'x', 'x'}, {'HDEL', KEYS[1], 'x'}, {'XADD', KEYS[1], '*', 'x', 'x'},
  {'HKEYS', KEYS[1]}, {'HSCAN', KEYS[1], '0'}, {'XRANGE', KEYS[1], '-', '+'}, {'XTRIM', KEYS[1], 'MAXLEN', '1'},
  {'XDEL', KEYS[1], '1-0'}, {'DEL', KEYS[1] .. ':none'}, {'ZADD', KEYS[1], '1', 'x'}, {'ZREM', KEYS[1], 'x'}, {'ZSCORE', KEYS[1], 'x'},
  {'ZCOUNT', KEYS[1], '1', '2'}, {'ZRANGEBYSCORE', KEYS[1], '1', '2'}, {'ZREMRANGEBYSCORE', KEYS[1], '1', '2'}}
-- In the words of Redis 6.2 and of later ones.
local DENIALS = {"can't run", "can't access", 'NOPERM', 'ACL failure', 'Unknown Redis command'}

local denied = {}
for _, command in ipairs(COMMANDS) do
  local result = redis.pcall(unpack(command))
  local words = type(result) == 'table' and result.err or ''
  for _, denial in ipairs(DENIALS) do
    if string.find(words, denial, 1, true) then
      denied[#denied + 1] = command[1]
      break
    end
  end
end
return denied
