-- The beginning of every script over inboxes, which it takes one after the other.
-- KEYS: the beginning of the keys of each user. They end in 'inbox', the state, 'log', 'devices', and 'ids:'
-- with a day.
-- ARGV: a word for new epochs, the largest age in ms, the largest length, the most bytes, the most devices;
-- then, from FIRST_ARG on, for each user what the script says.
-- The log is a stream whose ids are seq-0; fields p, the payload, i, the message's id, t, the time, and b,
-- the bytes of all payloads up to this one. Older entries have no b, and t only where it is not the id; they
-- count as no bytes. A device is seq:seen. Sequence numbers from floor + 1 to head are kept; the bytes of all
-- payloads are floorBytes at the floor and bytes at the head.
local FIRST_ARG = 6
local DAY = 86400000
local DEVICE_LASTS = 30 * DAY
-- So many devices are looked at in one call; only an inbox from before there was a bound has more.
local DEVICES_AT_ONCE = 512
local maxAge, maxLength = tonumber(ARGV[2]), tonumber(ARGV[3])
local maxBytes, maxDevices = tonumber(ARGV[4]), tonumber(ARGV[5])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local replid = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)') or ''

-- The inbox that is open.
local stateKey, logKey, devicesKey
local epoch, head, floor, floorId, lastId, ids, idsFrom, bytes, floorBytes

-- A Redis that is full refuses the first write of a script if it may take memory, and no later one. Scripts
-- that free memory, or that let somebody log in, MUST begin with a write that takes none; the one that
-- appends, with one that does. Both change nothing.
local isRefusedWhenFull = false
local hasWritten = false

local function beforeGrowing()
  if not hasWritten and not isRefusedWhenFull then
    redis.call('HDEL', stateKey, '')
  end
  hasWritten = true
end

local function beforeFreeing()
  if not hasWritten and isRefusedWhenFull then
    redis.call('HSET', stateKey, 'epoch', epoch)
  end
  hasWritten = true
end

local function text(number)
  return string.format('%.0f', number)
end

local function field(entry, name)
  for i = 1, #entry[2], 2 do
    if entry[2][i] == name then
      return tonumber(entry[2][i + 1])
    end
  end
end

local function entryAt(seq)
  local place = text(seq) .. '-0'
  return redis.call('XRANGE', logKey, place, place)[1]
end

-- The id of the message at a place; 0 where none is known.
local function idAt(seq)
  if seq == floor then
    return floorId
  elseif seq == head then
    return lastId
  end
  local entry = entryAt(seq)
  return entry and field(entry, 'i') or 0
end

local function trim(upTo)
  if upTo > floor and upTo <= head then
    local id, bytesThere = lastId, bytes
    if upTo < head then
      local entry = entryAt(upTo)
      id = entry and field(entry, 'i') or 0
      bytesThere = entry and field(entry, 'b') or floorBytes
    end
    beforeFreeing()
    redis.call('XTRIM', logKey, 'MINID', text(upTo + 1) .. '-0')
    floor, floorId, floorBytes = upTo, id, bytesThere
    redis.call(
      'HSET', stateKey, 'floor', text(floor), 'floorId', text(floorId), 'floorBytes', text(floorBytes))
  end
end

-- What a device has acknowledged; never below what was trimmed, never above the head of a log that has gone
-- back.
local function acked(cursor)
  local seq = cursor and tonumber(string.match(cursor, '^(%d+):')) or floor
  return math.min(math.max(seq, floor), head)
end

local function ackedOf(device)
  return acked(redis.call('HGET', devicesKey, device))
end

-- What a key of the inbox needs once, when it comes to be: it MUST NOT outlive the state.
local function expireWithState(key)
  local left = redis.call('PTTL', stateKey)
  if left > 0 then
    redis.call('PEXPIRE', key, left)
  end
end

local function note(device, seq)
  beforeGrowing()
  if redis.call('HSET', devicesKey, device, text(seq) .. ':' .. text(now)) == 1 then
    expireWithState(devicesKey)
  end
end

-- Divides devices (name, cursor, name, cursor...) into those that stay, which are not more than maxDevices,
-- and the names of the others: the ones not seen for the longest time, but never the caller's own.
local function divide(devices, own)
  local order, seen = {}, {}
  for d = 1, #devices, 2 do
    order[#order + 1] = d
    seen[d] = devices[d] == own and math.huge or tonumber(string.match(devices[d + 1], ':(%d+)$') or '0')
  end
  table.sort(order, function(one, other)
    return seen[one] > seen[other] or (seen[one] == seen[other] and devices[one] < devices[other])
  end)
  local stay, go = {}, {}
  for place, d in ipairs(order) do
    if place <= maxDevices then
      stay[#stay + 1], stay[#stay + 2] = devices[d], devices[d + 1]
    else
      go[#go + 1] = devices[d]
    end
  end
  return stay, go
end

local function forget(devices)
  if #devices > 0 then
    beforeFreeing()
    redis.call('HDEL', devicesKey, unpack(devices))
  end
end

-- All devices, after forgetting those that are too many; none while they are still more than can be looked at
-- in one call. Those that stay in the end are the same, because they stay in every selection.
local function boundedDevices(own)
  local count = redis.call('HLEN', devicesKey)
  if count <= maxDevices then
    return redis.call('HGETALL', devicesKey)
  elseif count <= DEVICES_AT_ONCE then
    local stay, go = divide(redis.call('HGETALL', devicesKey), own)
    forget(go)
    return stay
  end
  local _, go = divide(redis.call('HRANDFIELD', devicesKey, DEVICES_AT_ONCE, 'WITHVALUES'), own)
  forget(go)
end

-- The acknowledgement of the device that is farthest behind, and of the one farthest ahead.
local function span(devices)
  local least, most
  for i = 2, #devices, 2 do
    local seq, seen = string.match(devices[i], '^(%d+):(%d+)$')
    if now - tonumber(seen) <= DEVICE_LASTS then
      least = math.min(least or head, tonumber(seq))
      most = math.max(most or 0, tonumber(seq))
    end
  end
  return least or 0, math.min(most or 0, head)
end

-- The last message that is too old.
local function lastOld()
  local gone = 0
  while true do
    local from = text(math.max(floor, gone) + 1) .. '-0'
    local entries = redis.call('XRANGE', logKey, from, '+', 'COUNT', 100)
    local old = 0
    for _, entry in ipairs(entries) do
      if now - (field(entry, 't') or field(entry, 'i')) > maxAge then
        old = old + 1
        gone = tonumber(string.match(entry[1], '^(%d+)'))
      else
        break
      end
    end
    if old < 100 then
      return gone
    end
  end
end

-- Age, and how long an inbox that nobody uses is kept.
local function tidy(gone)
  trim(gone)
  local kept = text(math.max(maxAge, DEVICE_LASTS) + 2 * DAY)
  beforeGrowing()
  redis.call('HSET', stateKey, 'tidied', text(now))
  redis.call('PEXPIRE', stateKey, kept)
  redis.call('PEXPIRE', logKey, kept)
  redis.call('PEXPIRE', devicesKey, kept)
end

local function open(prefix)
  stateKey, logKey, devicesKey = prefix .. 'inbox', prefix .. 'log', prefix .. 'devices'
  local state = redis.call(
    'HMGET', stateKey, 'epoch', 'replid', 'head', 'floor', 'floorId', 'lastId', 'ids', 'idsFrom', 'tidied',
    'bytes', 'floorBytes')
  epoch = state[1]
  head = tonumber(state[3] or '0')
  floor = tonumber(state[4] or '0')
  floorId = tonumber(state[5] or '0')
  lastId = tonumber(state[6] or '0')
  ids = state[7]
  idsFrom = tonumber(state[8] or '0')
  local tidied = tonumber(state[9] or '0')
  bytes = tonumber(state[10] or '0')
  floorBytes = tonumber(state[11] or '0')
  if not (head and floor and floorId and lastId and idsFrom and tidied and bytes and floorBytes) then
    error('BROKEN state: a number is expected and something else stands there', 0)
  end
  local isNew = not epoch
  -- Not on every call.
  local isTidied = not isNew and now - tidied < math.min(maxAge / 100, 3600000)
  local gone = not isTidied and lastOld()
  -- Another replication id: Redis was restarted, restored or replaced, and may have gone back.
  if isNew or state[2] ~= replid then
    beforeGrowing()
    epoch = ARGV[1]
    redis.call('HSET', stateKey, 'epoch', epoch, 'replid', replid)
  end
  if gone then
    tidy(gone)
  end
end

-- What shows that a user's own keys are damaged. Everything else is wrong with Redis, for all users alike.
local DAMAGE = {'WRONGTYPE', 'BROKEN', 'attempt to ', 'bad argument', 'The ID specified'}

-- Names what is wrong with the keys of a user.
local function damage(prefix, words)
  local day = math.floor(now / DAY)
  local expected = {
    inbox = 'hash', log = 'stream', devices = 'hash',
    ['ids:' .. text(day)] = 'hash', ['ids:' .. text(day - 1)] = 'hash'}
  for name, kind in pairs(expected) do
    local found = redis.pcall('TYPE', prefix .. name).ok
    if found and found ~= 'none' and found ~= kind then
      return prefix .. name .. ': ' .. found .. ' (expected: ' .. kind .. '): ' .. words
    end
  end
  return prefix .. 'inbox: ' .. words
end

-- Does one user's part. Answers what it answers, or nothing and what is wrong with the user's keys; then the
-- part MUST have changed nothing of that user, so it reads a key, or changes what was read, before it writes.
local function part(prefix, work, ...)
  local isDone, result = pcall(work, prefix, ...)
  if isDone then
    return result
  end
  local words = type(result) == 'table' and result.err or tostring(result)
  for _, sign in ipairs(DAMAGE) do
    if string.find(words, sign, 1, true) then
      return nil, damage(prefix, string.gsub(words, '^.*user_script:%s*%d+:%s*', ''))
    end
  end
  error(result, 0)
end
