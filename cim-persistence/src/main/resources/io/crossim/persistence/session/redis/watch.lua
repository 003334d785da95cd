-- KEYS: the leases on users: a field for each watching server, with the time at which its lease ends.
-- ARGV: the server's field, and for how many ms the lease is.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local lasts = tonumber(ARGV[2])

local function dropEnded(key)
  local leases, ended = redis.call('HGETALL', key), {}
  for i = 1, #leases, 2 do
    if (tonumber(leases[i + 1]) or 0) <= now then
      ended[#ended + 1] = leases[i]
    end
  end
  if #ended > 0 then
    redis.call('HDEL', key, unpack(ended))
  end
end

for _, key in ipairs(KEYS) do
  local added = redis.pcall('HSET', key, ARGV[1], string.format('%.0f', now + lasts))
  if type(added) == 'table' then
    if not string.find(added.err, 'WRONGTYPE', 1, true) then
      return added
    end
  else
    if added == 1 then -- the process of a server seldom is another one, so this is seldom done
      dropEnded(key)
    end
    redis.call('PEXPIRE', key, ARGV[2])
  end
end
return #KEYS
