-- KEYS: the sessions of the users. ARGV for each: device's field, generation. The last generation given
-- stays. Answers how many were taken away.
local taken = 0
for i, key in ipairs(KEYS) do
  local field, generation = ARGV[2 * i - 1], ARGV[2 * i]
  local standing = redis.pcall('HGET', key, field)
  if type(standing) == 'table' then
    if not string.find(standing.err, 'WRONGTYPE', 1, true) then
      return standing
    end
    standing = nil -- the key is of another type and holds no sessions
  end
  if standing and string.match(standing, '^%d+') == generation then
    taken = taken + redis.call('HDEL', key, field)
  end
end
return taken
