-- KEYS[1] the last id given. Answers the next one: the server's time in ms, or more.
local last = tonumber(redis.call('GET', KEYS[1]) or '0')
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local id = string.format('%.0f', math.max(last + 1, now))
redis.call('SET', KEYS[1], id)
return id
