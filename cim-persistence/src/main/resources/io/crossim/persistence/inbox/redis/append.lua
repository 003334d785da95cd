-- ARGV for each user: how many messages, and for each its id for a day and its payload. Where there are runs,
-- a blank and a sign for each message follow the number: + for one that is stored only together with the one
-- before it, else -.
-- Answers for each user: epoch, then for each message: 0 stored, 1 known, 2 full, 3 damaged; seq, id, time.
-- For a user whose keys are damaged the epoch is a list of two: the epoch, if there is any, and what is wrong.
isRefusedWhenFull = true
local day = math.floor(now / DAY)
local today, yesterday = text(day), text(day - 1)
-- A hash of more ids than this is no longer gone through from end to end to find one: a value that is too
-- long for Redis's short form, under an id that nobody has, puts an end to that form.
local MANY_IDS = 64
local LONG_VALUE = string.rep('-', 128)
local JOINED = string.byte('+')
local answer, size = {}, 0

-- The ids of the inbox that is open: the key of today's, and that of yesterday's where there are any.
local idsKey, olderIds, isNewDay
-- The head before this call.
local first

local function add(status, seq, id, at)
  answer[size + 1], answer[size + 2], answer[size + 3], answer[size + 4] = status, seq, id, at
  size = size + 4
end

local function addKnown(known)
  local seq, id, at = string.match(known, '^(%d+):(%d+):(%d+)$')
  add(1, tonumber(seq), tonumber(id), tonumber(at))
end

-- Whether there is room for so many messages of so many bytes. One alone fits into an empty inbox.
local function fits(count, more)
  local kept = head - floor
  return kept + count <= maxLength and (bytes - floorBytes + more <= maxBytes or kept + count == 1)
end

-- The same, if need be after dropping what the device farthest ahead has read.
local function hasRoom(count, more)
  if not fits(count, more) then
    local _, most = span(boundedDevices() or {})
    trim(most)
  end
  return fits(count, more)
end

-- Whether there is room for what is not known of a run, which begins with the message at an argument.
local function runFits(at, runs, number)
  local count, more, own = 0, 0, {}
  repeat
    local name = ARGV[at]
    if not own[name] and not (olderIds and redis.call('HGET', olderIds, name))
        and redis.call('HEXISTS', idsKey, name) == 0 then
      own[name] = true
      count, more = count + 1, more + #ARGV[at + 1]
    end
    at, number = at + 2, number + 1
  until string.byte(runs, number) ~= JOINED
  return count == 0 or hasRoom(count, more)
end

-- Stores a message unless its id is known; answers what is remembered of it then.
local function store(name, payload)
  local id = math.max(lastId + 1, now)
  local seqText, idText, nowText = text(head + 1), text(id), text(now)
  local bytesThere = bytes + #payload
  if redis.call('HSETNX', idsKey, name, seqText .. ':' .. idText .. ':' .. nowText) == 0 then
    return redis.call('HGET', idsKey, name)
  end
  local stored = redis.pcall(
    'XADD', logKey, seqText .. '-0', 'p', payload, 'i', idText, 't', nowText, 'b', text(bytesThere))
  if type(stored) == 'table' then -- MUST not be known then: it would count as stored
    redis.call('HDEL', idsKey, name)
    error(stored.err, 0)
  end
  head, lastId, bytes = head + 1, id, bytesThere
  if head - idsFrom == MANY_IDS then
    redis.call('HSET', idsKey, '', LONG_VALUE)
  end
end

local function append(prefix, at, last, runs)
  open(prefix)
  first = head
  idsKey = prefix .. 'ids:' .. today
  -- The state says whether there are ids of yesterday, which become no more, and the head before those of
  -- today.
  isNewDay = ids ~= today .. ':0' and ids ~= today .. ':1'
  if isNewDay then
    ids = today .. ':' .. redis.call('EXISTS', prefix .. 'ids:' .. yesterday)
    idsFrom = head
  end
  olderIds = ids == today .. ':1' and prefix .. 'ids:' .. yesterday
  local isRefused, number = false, 0
  for i = at, last, 2 do
    local name, payload = ARGV[i], ARGV[i + 1]
    if runs then
      number = number + 1
      if string.byte(runs, number) ~= JOINED then
        isRefused = string.byte(runs, number + 1) == JOINED and not runFits(i, runs, number)
      end
    end
    local known = olderIds and redis.call('HGET', olderIds, name)
    if not known and (isRefused or not fits(1, #payload)) then
      known = redis.call('HGET', idsKey, name)
    end
    if not known and (isRefused or not hasRoom(1, #payload)) then
      add(2, 0, 0, 0)
    else
      known = known or store(name, payload)
      if known then
        addKnown(known)
      else
        add(0, head, lastId, now)
      end
    end
  end
end

-- Writes down how far the log has come.
local function writeHead()
  if isNewDay then
    redis.call(
      'HSET', stateKey, 'head', text(head), 'lastId', text(lastId), 'bytes', text(bytes), 'ids', ids,
      'idsFrom', text(first))
    redis.call('PEXPIRE', idsKey, 2 * DAY)
  else
    redis.call('HSET', stateKey, 'head', text(head), 'lastId', text(lastId), 'bytes', text(bytes))
  end
  if first == 0 then
    expireWithState(logKey)
  end
end

local at = FIRST_ARG
for _, prefix in ipairs(KEYS) do
  local count, runs = tonumber(ARGV[at]), nil
  if not count then
    count, runs = string.match(ARGV[at], '^(%d+) (.*)$')
  end
  local last = at + 2 * count
  size = size + 1
  local epochAt = size
  first = math.huge
  local _, wrong = part(prefix, append, at + 1, last - 1, runs)
  local hasStored = head and head > first
  if hasStored then
    writeHead()
  end
  answer[epochAt] = epoch
  if wrong then
    answer[epochAt] = {hasStored and epoch or '', wrong}
    while size < epochAt + 4 * count do
      add(3, 0, 0, 0)
    end
  end
  at = last + 1
end
return answer
