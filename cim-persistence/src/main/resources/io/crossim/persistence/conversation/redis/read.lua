-- ARGV for each query: user, range, seq and id of the place, limit, the most bytes. A conversation may come more
-- than once.
-- Answers for each: status, continuity, epoch, below which place nothing is seen, the last place, seq and id of
-- the end, entries. For a conversation whose keys are damaged the epoch is a list of two: empty, and what is
-- wrong.
local READ, UNKNOWN_GROUP, NOT_A_MEMBER, BROKEN = 0, 1, 2, 3
local KEPT, EXPIRED, WENT_BACK = 0, 1, 2
local DELIVERY, AFTER, BEFORE = 0, 1, 2
-- So many entries are fetched at once.
local STEP = 32

-- The last place whose id is not above this one.
local function lastUpTo(id)
  local low, high = conv.floor, conv.head
  while low < high do
    local middle = low + math.ceil((high - low) / 2)
    if idAt(middle) <= id then
      low = middle
    else
      high = middle - 1
    end
  end
  return low
end

local function ascending(after, last, limit, most)
  local entries, size, endSeq = {}, 0, nil
  local from = after + 1
  while from <= last and #entries < limit do
    local upTo = math.min(last, from + math.min(STEP, limit - #entries) - 1)
    local list = entriesOf(from, upTo)
    for seq = from, upTo do
      size = size + sizeOf(list[seq])
      if size > most and #entries > 0 then
        return entries, endSeq
      end
      entries[#entries + 1], endSeq = answerOf(seq, list[seq]), seq
    end
    from = upTo + 1
  end
  return entries, endSeq
end

local function descending(below, from, limit, most)
  local entries, size = {}, 0
  local upTo = from
  while upTo > below and #entries < limit do
    local first = math.max(below + 1, upTo - math.min(STEP, limit - #entries) + 1)
    local list = entriesOf(first, upTo)
    for seq = upTo, first, -1 do
      size = size + sizeOf(list[seq])
      if size > most and #entries > 0 then
        return entries
      end
      entries[#entries + 1] = answerOf(seq, list[seq])
    end
    upTo = first - 1
  end
  return entries
end

local function deliver(seat, seq, id, limit, most)
  local last, lastId = seat.left or conv.head, seat.left and seat.leftId or conv.lastId
  local below, start, continuity = seat.joined - 1, seq, KEPT
  if seq > conv.head or (seq >= conv.floor and seq > 0 and idAt(seq) ~= id) then
    continuity, start = WENT_BACK, lastUpTo(id)
  elseif math.max(seq, below) < math.min(conv.floor, last) then
    continuity = EXPIRED
  end
  start = math.max(start, below, conv.floor)
  local entries, endSeq = ascending(start, last, limit, most)
  local endId = lastId
  if endSeq and endSeq ~= last then
    endId = idAt(endSeq)
  end
  return {READ, continuity, conv.epoch, below, last, endSeq or last, endId, entries}
end

local function history(seat, range, seq, limit, most)
  local below = math.max(conv.floor, seat.floor)
  local entries, endSeq
  if range == AFTER then
    entries, endSeq = ascending(math.max(below, seq), conv.head, limit, most)
  else
    local from = math.min(conv.head, seq - 1)
    entries = descending(below, from, limit, most)
    endSeq = #entries > 0 and from
  end
  endSeq = endSeq or conv.head
  return {READ, KEPT, conv.epoch, below, conv.head, endSeq, idAt(endSeq), entries}
end

local function read(prefix, user, range, seq, id, limit, most)
  open(prefix)
  if not conv.exists and conv.isGroup then
    return {UNKNOWN_GROUP, KEPT, '', 0, 0, 0, 0, {}}
  end
  local epoch = conv.exists and conv.epoch or ''
  local seat = member(user) or (range == DELIVERY and left(user))
  if not seat then
    return {NOT_A_MEMBER, KEPT, epoch, 0, 0, 0, 0, {}}
  elseif range == DELIVERY then
    return deliver(seat, seq, id, limit, most)
  end
  return history(seat, range, seq, limit, most)
end

local answer = {}
for i, prefix in ipairs(KEYS) do
  local at = FIRST_ARG + 6 * (i - 1)
  local page, wrong = part(
    prefix, read, ARGV[at], tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3]),
    tonumber(ARGV[at + 4]), tonumber(ARGV[at + 5]))
  answer[i] = page or {BROKEN, KEPT, {'', wrong}, 0, 0, 0, 0, {}}
end
return answer
