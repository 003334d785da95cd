-- ARGV for a user: another one, 1 to refuse what they send and 0 to take it again, how many a user may refuse.
-- Answers a status and, where the user's keys are damaged, what is wrong.
local DONE, FULL, BROKEN = 0, 1, 2

local status, wrong = helpers().part(KEYS[1], function(prefix)
  local key, other, most = prefix .. 'blocked', ARGV[FIRST_ARG], tonumber(ARGV[FIRST_ARG + 2])
  if ARGV[FIRST_ARG + 1] == '0' then
    redis.call('HDEL', key, other)
  elseif redis.call('HLEN', key) >= most and redis.call('HEXISTS', key, other) == 0 then
    return FULL
  else
    redis.call('HSET', key, other, text(now))
  end
  return DONE
end)
return status and {status} or {BROKEN, wrong}
