-- ARGV for each user: device, limit, the most bytes, and the position: its epoch (empty for none), seq, id.
-- Answers for each user: {continuity, epoch, start, the start's id, head, 1 where a collect found no room,
-- entries}; for one whose keys are
-- damaged the epoch is a list of two: empty, and what is wrong.
local KEPT, STORE_CHANGED, EXPIRED, STORE_WENT_BACK = 0, 1, 2, 3
-- So many entries are fetched at once when it is not known that all of them are answered.
local STEP = 16

local help = helpers()

local function ackedOf(device)
  return help.acked(redis.call('HGET', inbox.devicesKey, device))
end

local function judge(device, positionEpoch, seq, id)
  if positionEpoch == '' then
    return KEPT, ackedOf(device)
  elseif seq < inbox.floor then
    return EXPIRED, inbox.floor
  elseif positionEpoch == inbox.epoch then
    if seq <= inbox.head and (id == 0 or help.idAt(seq) == id) then
      return KEPT, seq
    end
  elseif seq == 0 or (seq <= inbox.head and id ~= 0 and help.idAt(seq) == id) then
    return STORE_CHANGED, seq
  end
  return STORE_WENT_BACK, ackedOf(device)
end

-- The entries behind a place; so many, and of so many bytes, but at least one.
local function entriesAfter(start, limit, most)
  local entries, size = {}, 0
  local bytesThere = start == inbox.floor and inbox.floorBytes
  while start < inbox.head and #entries < limit do
    local count = limit - #entries
    if not bytesThere or inbox.bytes - bytesThere > most - size then
      count = math.min(count, STEP)
    end
    local some = redis.call('XRANGE', inbox.logKey, text(start + 1) .. '-0', '+', 'COUNT', count)
    for _, entry in ipairs(some) do
      size = size + #entry[2][2]
      if size > most and #entries > 0 then
        return entries
      end
      entries[#entries + 1] = entry
    end
    if #some < count then
      return entries
    end
    local last = some[count]
    start = tonumber(string.match(last[1], '^(%d+)'))
    bytesThere = help.field(last, 'b')
  end
  return entries
end

local function read(prefix, device, limit, most, positionEpoch, seq, id)
  open(prefix)
  local continuity, start = judge(device, positionEpoch, seq, id)
  local entries = entriesAfter(start, limit, most)
  return {continuity, inbox.epoch, start, help.idAt(start), inbox.head, help.isBehind() and 1 or 0, entries}
end

local answer = {}
for i, prefix in ipairs(KEYS) do
  local at = FIRST_ARG + 6 * (i - 1)
  local page, wrong = help.part(
    prefix, read, ARGV[at], tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), ARGV[at + 3],
    tonumber(ARGV[at + 4]), tonumber(ARGV[at + 5]))
  answer[i] = page or {KEPT, {'', wrong}, 0, 0, 0, 0, {}}
end
return answer
