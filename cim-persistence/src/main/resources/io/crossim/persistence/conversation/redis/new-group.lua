-- KEYS[1] the beginning of the creator's keys. ARGV: the id of the call, and an id for the group. Answers the id
-- that this call was given first, within the last day.
local DAY = 86400000
local time = redis.call('TIME')
local day = math.floor((tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)) / DAY)
local today = KEYS[1] .. 'created:' .. string.format('%.0f', day)
local known = redis.call('HGET', today, ARGV[1])
  or redis.call('HGET', KEYS[1] .. 'created:' .. string.format('%.0f', day - 1), ARGV[1])
if known then
  return known
end
redis.call('HSET', today, ARGV[1], ARGV[2])
redis.call('PEXPIRE', today, 2 * DAY)
return ARGV[2]
