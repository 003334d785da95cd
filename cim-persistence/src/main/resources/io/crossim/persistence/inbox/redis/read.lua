-- ARGV for each user: device, limit, and the position: its epoch (empty for none), seq, id.
-- Answers for each user: {continuity, epoch, start, the start's id, head, entries}.
local KEPT, STORE_CHANGED, EXPIRED, STORE_WENT_BACK = 0, 1, 2, 3

local function judge(device, positionEpoch, seq, id)
  if positionEpoch == '' then
    return KEPT, ackedOf(device)
  elseif seq < floor then
    return EXPIRED, floor
  elseif positionEpoch == epoch then
    if seq <= head and (id == 0 or idAt(seq) == id) then
      return KEPT, seq
    end
  elseif seq == 0 or (seq <= head and id ~= 0 and idAt(seq) == id) then
    return STORE_CHANGED, seq
  end
  return STORE_WENT_BACK, ackedOf(device)
end

local answer = {}
for i, prefix in ipairs(KEYS) do
  open(prefix)
  local at = 5 * i - 1
  local continuity, start =
    judge(ARGV[at], ARGV[at + 2], tonumber(ARGV[at + 3]), tonumber(ARGV[at + 4]))
  local entries = {}
  if start < head then
    entries = redis.call('XRANGE', logKey, text(start + 1) .. '-0', '+', 'COUNT', ARGV[at + 1])
  end
  answer[i] = {continuity, epoch, start, idAt(start), head, entries}
end
return answer
