-- ARGV: device, limit, and the position: its epoch (empty for none), seq, id.
-- Answers {continuity, epoch, start, the start's id, head, entries}.
local device, limit = ARGV[4], ARGV[5]
local seq, id = tonumber(ARGV[7]), tonumber(ARGV[8])
local KEPT, STORE_CHANGED, EXPIRED, STORE_WENT_BACK = 0, 1, 2, 3

local function judge()
  if ARGV[6] == '' then
    return KEPT, ackedOf(device)
  elseif seq < floor then
    return EXPIRED, floor
  elseif ARGV[6] == epoch then
    if seq <= head and (id == 0 or idAt(seq) == id) then
      return KEPT, seq
    end
  elseif seq == 0 or (seq <= head and id ~= 0 and idAt(seq) == id) then
    return STORE_CHANGED, seq
  end
  return STORE_WENT_BACK, ackedOf(device)
end

local continuity, start = judge()
local entries = {}
if start < head then
  entries = redis.call('XRANGE', KEYS[2], text(start + 1) .. '-0', '+', 'COUNT', limit)
end
return {continuity, epoch, start, idAt(start), head, entries}
