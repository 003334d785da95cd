-- ARGV for each user: how many messages, and for each its id for a day, its payload and its sender. Where there
-- are runs, a blank and a sign for each message follow the number: + for one that is stored only together with
-- the one before it, else -.
-- Answers for each user: epoch, then for each message: 0 stored, 1 known, 2 full, 3 damaged, 4 its
-- sender is blocked; seq, id, time.
-- For a user whose keys are damaged the epoch is a list of two: the epoch, if there is any, and what is wrong.
inbox.isRefusedWhenFull = true
local JOINED = 43 -- the sign +
local answer = {}
local day, nowText = math.floor(now / DAY), text(now)
local today, yesterday = text(day), text(day - 1)
-- What the state says of the ids: of yesterday there are none, or some.
local noOlderIds, hasOlderIds = today .. ':0', today .. ':1'

-- Whether there is room for what is not known of a run, which begins with the message at an argument.
local function runFits(at, runs, number, idsKey, olderIds)
  local count, more, own = 0, 0, {}
  repeat
    local name = ARGV[at]
    if not own[name] and not (olderIds and redis.call('HGET', olderIds, name))
        and redis.call('HEXISTS', idsKey, name) == 0 then
      own[name] = true
      count, more = count + 1, more + #ARGV[at + 1]
    end
    at, number = at + 3, number + 1
  until string.byte(runs, number) ~= JOINED
  return count == 0 or helpers().hasRoom(count, more)
end

local function append(prefix, at, last, runs, size)
  open(prefix)
  local head, lastId, bytes, ids = inbox.head, inbox.lastId, inbox.bytes, inbox.ids
  local mostHead, mostBytes = inbox.floor + inbox.maxLength, inbox.floorBytes + inbox.maxBytes
  local idsKey = prefix .. 'ids:' .. today
  inbox.first = head
  -- The state also says what the head was before the ids of today. Those of yesterday become no more.
  if ids ~= noOlderIds and ids ~= hasOlderIds then
    ids = redis.call('EXISTS', prefix .. 'ids:' .. yesterday) == 1 and hasOlderIds or noOlderIds
    inbox.ids, inbox.idsFrom, inbox.newIds = ids, head, idsKey
  end
  local olderIds = ids == hasOlderIds and prefix .. 'ids:' .. yesterday
  local blocked = prefix .. 'blocked'
  local isRefused, number, blocks = false, 0, redis.call('HLEN', blocked) > 0
  for i = at, last, 3 do
    local name, payload = ARGV[i], ARGV[i + 1]
    if runs then
      number = number + 1
      if string.byte(runs, number) ~= JOINED then
        isRefused =
          string.byte(runs, number + 1) == JOINED and not runFits(i, runs, number, idsKey, olderIds)
      end
    end
    local known = olderIds and redis.call('HGET', olderIds, name)
    local total = bytes + #payload
    local isBlocked = blocks and redis.call('HEXISTS', blocked, ARGV[i + 2]) == 1
    local isFull = isRefused or head >= mostHead or total > mostBytes
    if (isFull or isBlocked) and not known then
      known = redis.call('HGET', idsKey, name)
      isFull = not known and (isBlocked or isRefused or not helpers().hasRoom(1, #payload))
      mostHead, mostBytes = inbox.floor + inbox.maxLength, inbox.floorBytes + inbox.maxBytes
    end
    if known then
      isFull = false
    elseif not isFull then
      local seqText = text(head + 1)
      local id = math.max(lastId + 1, now)
      local idText = id == now and nowText or text(id)
      if redis.call('HSETNX', idsKey, name, seqText .. ':' .. idText .. ':' .. nowText) == 0 then
        known = redis.call('HGET', idsKey, name)
      else
        local stored = redis.pcall(
          'XADD', inbox.logKey, seqText .. '-0', 'p', payload, 'i', idText, 't', nowText, 'b', text(total))
        if type(stored) == 'table' then -- MUST not be known then: it would count as stored
          redis.call('HDEL', idsKey, name)
          error(stored.err, 0)
        end
        head, lastId, bytes = head + 1, id, total
        inbox.head, inbox.lastId, inbox.bytes = head, id, total
        answer[size + 1], answer[size + 2], answer[size + 3], answer[size + 4] = 0, head, id, now
        -- A hash of more ids than this is no longer gone through from end to end to find one: a value that
        -- is too long for Redis's short form, under an id that nobody has, puts an end to that form.
        if head - inbox.idsFrom == 64 then
          redis.call('HSET', idsKey, '', string.rep('-', 128))
        end
      end
    end
    if known then
      local seq, id, storedAt = string.match(known, '^(%d+):(%d+):(%d+)$')
      answer[size + 1], answer[size + 2] = 1, tonumber(seq)
      answer[size + 3], answer[size + 4] = tonumber(id), tonumber(storedAt)
    elseif isFull then
      answer[size + 1] = isBlocked and 4 or 2
      answer[size + 2], answer[size + 3], answer[size + 4] = 0, 0, 0
    end
    size = size + 4
  end
end

local at, size = FIRST_ARG, 0
for _, prefix in ipairs(KEYS) do
  local count, runs = tonumber(ARGV[at]), nil
  if not count then
    count, runs = string.match(ARGV[at], '^(%d+) (.*)$')
  end
  local last = at + 3 * count
  inbox.head, inbox.first, inbox.newIds = 0, math.huge, false
  answer[size + 1] = '' -- in its turn, so that the list stays one
  local isDone, failure = pcall(append, prefix, at + 1, last - 1, runs, size + 1)
  local wrong = not isDone and helpers().damage(prefix, failure)
  local hasStored = inbox.head > inbox.first
  if hasStored then
    local headText, lastIdText, bytesText = text(inbox.head), text(inbox.lastId), text(inbox.bytes)
    if inbox.newIds then
      redis.call(
        'HSET', inbox.stateKey, 'head', headText, 'lastId', lastIdText, 'bytes', bytesText,
        'ids', inbox.ids, 'idsFrom', text(inbox.first))
      redis.call('PEXPIRE', inbox.newIds, 2 * DAY)
    else
      redis.call('HSET', inbox.stateKey, 'head', headText, 'lastId', lastIdText, 'bytes', bytesText)
    end
    if inbox.first == 0 then
      helpers().expireWithState(inbox.logKey)
    end
  end
  answer[size + 1] = inbox.epoch
  if wrong then
    answer[size + 1] = {hasStored and inbox.epoch or '', wrong}
    for i = size + 2, size + 1 + 4 * count do
      answer[i] = answer[i] or (i - size) % 4 == 2 and 3 or 0
    end
  end
  size = size + 1 + 4 * count
  at = last + 1
end
return answer
