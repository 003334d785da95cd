-- KEYS: the leases on users. Answers for each a list of the servers whose leases have not ended. A key of another
-- type holds none.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local answer = {}
for i, key in ipairs(KEYS) do
  local leases, watchers = redis.pcall('HGETALL', key), {}
  if leases.err then
    if not string.find(leases.err, 'WRONGTYPE', 1, true) then
      return leases
    end
    leases = {}
  end
  for l = 1, #leases, 2 do
    if (tonumber(leases[l + 1]) or 0) > now then
      watchers[#watchers + 1] = leases[l]
    end
  end
  answer[i] = watchers
end
return answer
