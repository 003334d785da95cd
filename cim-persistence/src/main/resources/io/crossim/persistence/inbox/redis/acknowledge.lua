-- ARGV for each user: device, epoch, seq. Answers how many acknowledgements moved.
local moved = 0
for i, prefix in ipairs(KEYS) do
  open(prefix)
  local device, theirs, seq = ARGV[3 * i + 1], ARGV[3 * i + 2], tonumber(ARGV[3 * i + 3])
  if theirs == epoch and seq <= head then
    local devices = redis.call('HGETALL', devicesKey)
    local own = #devices + 1
    for d = 1, #devices, 2 do
      if devices[d] == device then
        own = d
      end
    end
    if seq > acked(devices[own + 1]) then
      note(device, seq)
      devices[own], devices[own + 1] = device, text(seq) .. ':' .. text(now)
      trim((span(devices)))
      moved = moved + 1
    end
  end
end
return moved
