-- ARGV for a user: a conversation, until when it is muted (0 for not any more), and how many a user may mute.
-- Answers a status and, where the user's keys are damaged, what is wrong.
local DONE, FULL, BROKEN = 0, 1, 2

local function dropOver(key)
  local muted, over = redis.call('HGETALL', key), {}
  for i = 1, #muted, 2 do
    if tonumber(muted[i + 1]) <= now then
      over[#over + 1] = muted[i]
    end
  end
  if #over > 0 then
    redis.call('HDEL', key, unpack(over))
  end
end

local status, wrong = helpers().part(KEYS[1], function(prefix)
  local key, conversation, most = prefix .. 'muted', ARGV[FIRST_ARG], tonumber(ARGV[FIRST_ARG + 2])
  if ARGV[FIRST_ARG + 1] == '0' then
    redis.call('HDEL', key, conversation)
    return DONE
  end
  if redis.call('HLEN', key) >= most and redis.call('HEXISTS', key, conversation) == 0 then
    dropOver(key)
    if redis.call('HLEN', key) >= most then
      return FULL
    end
  end
  redis.call('HSET', key, conversation, ARGV[FIRST_ARG + 1])
  return DONE
end)
return status and {status} or {BROKEN, wrong}
