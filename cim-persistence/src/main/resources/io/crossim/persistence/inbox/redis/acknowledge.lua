-- ARGV: device, epoch, seq. Answers 1 if the acknowledgement moved.
local device, seq = ARGV[4], tonumber(ARGV[6])
if ARGV[5] ~= epoch or seq > head or seq <= ackedOf(device) then
  return 0
end
redis.call('HSET', KEYS[3], device, text(seq) .. ':' .. text(now))
trim((span()))
return 1
