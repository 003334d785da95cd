-- ARGV: the most cursors, and after how many ms a pair has nothing left. For each user: the conversation, the
-- place from which and its id, the place to which and its id, how many places are appended, and for each of
-- them its number and id. A user may come more than once.
-- Answers for each: status, cursor, its id, epoch, head, the first message's id, the time. For a user whose keys
-- are damaged the epoch is a list of two: empty, and what is wrong.
local TAKEN, AHEAD, BEHIND, FULL, BROKEN = 0, 1, 2, 3, 4
local MOST_CURSORS, PAIRS_LAST = tonumber(ARGV[FIRST_ARG]), tonumber(ARGV[FIRST_ARG + 1])
local help = helpers()

-- Whether there is room for one more cursor, if need be in the place of pairs of which nothing is left.
local function hasCursorRoom(convsKey)
  if redis.call('HLEN', convsKey) < MOST_CURSORS then
    return true
  end
  local some, go = redis.call('HRANDFIELD', convsKey, 256, 'WITHVALUES'), {}
  for i = 1, #some, 2 do
    local touched = tonumber(string.match(some[i + 1], ':(%d+)$') or '0')
    if string.sub(some[i], 1, 1) == 'p' and now - touched > PAIRS_LAST then
      go[#go + 1] = some[i]
    end
  end
  return #go > 0 and redis.call('HDEL', convsKey, unpack(go)) > 0
end

local function appendAll(conversation, at, count, firstId)
  local bytes, id = inbox.bytes, inbox.lastId
  for i = 1, count do
    local reference = conversation .. ':' .. ARGV[at] .. ':' .. ARGV[at + 1]
    id, bytes = firstId + i - 1, bytes + #reference
    redis.call(
      'XADD', inbox.logKey, text(inbox.head + i) .. '-0', 'r', reference, 'i', text(id), 't', text(now),
      'b', text(bytes))
    at = at + 2
  end
  if inbox.head == 0 then
    help.expireWithState(inbox.logKey)
  end
  inbox.head, inbox.lastId, inbox.bytes = inbox.head + count, id, bytes
  -- What is counted from there on are ids of today, and references have none.
  redis.call(
    'HSET', inbox.stateKey, 'head', text(inbox.head), 'lastId', text(id), 'bytes', text(bytes),
    'idsFrom', text(inbox.idsFrom + count))
end

local function sizeOf(conversation, at, count)
  local size = count * (#conversation + 2)
  for i = at, at + 2 * count - 1 do
    size = size + #ARGV[i]
  end
  return size
end

local function collect(prefix, at, count)
  open(prefix)
  local convsKey, conversation = prefix .. 'convs', ARGV[at]
  local cursor = redis.call('HGET', convsKey, conversation)
  local seq, id = string.match(cursor or '0:0:0', '^(%d+):(%d+):%d+$')
  if not seq then
    error('BROKEN cursor of ' .. conversation .. ': ' .. cursor, 0)
  end
  if seq ~= ARGV[at + 1] or id ~= ARGV[at + 2] then
    local status = tonumber(seq) >= tonumber(ARGV[at + 3]) and AHEAD or BEHIND
    return {status, tonumber(seq), tonumber(id), inbox.epoch, inbox.head, 0, 0}
  end
  local fits = count == 0 or help.hasRoom(count, sizeOf(conversation, at + 6, count))
  local hasCursor = cursor or hasCursorRoom(convsKey)
  if not fits or not hasCursor then
    local overflows = tonumber(redis.call('HGET', inbox.stateKey, 'overflows') or 0) + 1
    help.beforeGrowing()
    if hasCursor and not cursor then -- else nothing would name the conversation when there is room
      redis.call('HSET', convsKey, conversation, '0:0:' .. text(now))
    end
    help.setBehind(true)
    redis.call('HSET', inbox.stateKey, 'overflows', text(overflows))
    return {FULL, tonumber(seq), tonumber(id), inbox.epoch, inbox.head, 0, 0}
  end
  local firstId = math.max(inbox.lastId + 1, now)
  if count > 0 then
    appendAll(conversation, at + 6, count, firstId)
  else
    help.beforeGrowing()
  end
  redis.call('HSET', convsKey, conversation, ARGV[at + 3] .. ':' .. ARGV[at + 4] .. ':' .. text(now))
  return {TAKEN, tonumber(ARGV[at + 3]), tonumber(ARGV[at + 4]), inbox.epoch, inbox.head, firstId, now}
end

local starts, at = {}, FIRST_ARG + 2
for i = 1, #KEYS do
  starts[i] = at
  local count = tonumber(ARGV[at + 5])
  inbox.isRefusedWhenFull = inbox.isRefusedWhenFull or count > 0
  at = at + 6 + 2 * count
end
local answer = {}
for i, prefix in ipairs(KEYS) do
  local done, wrong = help.part(prefix, collect, starts[i], tonumber(ARGV[starts[i] + 5]))
  answer[i] = done or {BROKEN, 0, 0, {'', wrong}, 0, 0, 0}
end
return answer
