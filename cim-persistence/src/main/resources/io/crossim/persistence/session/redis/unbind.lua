-- KEYS: the sessions of the users. ARGV for each: device's field, generation. The last generation given
-- stays. Answers how many were taken away.
local taken = 0
for i, key in ipairs(KEYS) do
  local field, generation = ARGV[2 * i - 1], ARGV[2 * i]
  local standing = redis.call('HGET', key, field)
  if standing and string.match(standing, '^%d+') == generation then
    taken = taken + redis.call('HDEL', key, field)
  end
end
return taken
