-- ARGV: device, which counts as seen. Answers {epoch, acknowledged, head}.
local acked = ackedOf(ARGV[4])
redis.call('HSET', KEYS[3], ARGV[4], text(acked) .. ':' .. text(now))
return {epoch, acked, head}
