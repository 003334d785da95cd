-- The beginning of every script over inboxes, which it takes one after the other.
-- KEYS: the beginning of the keys of each user. They end in 'inbox', the state, 'log', 'devices', and 'ids:'
-- with a day.
-- ARGV: a word for new epochs, the largest age in ms, the largest length; then for each user what the script
-- says.
-- The log is a stream whose ids are seq-0; fields p, the payload, i, the message's id, and t, the time
-- where it is not the id. A device is seq:seen. Sequence numbers from floor + 1 to head are kept.
local DAY = 86400000
local DEVICE_LASTS = 30 * DAY
local maxAge, maxLength = tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local replid = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)') or ''

-- The inbox that is open.
local stateKey, logKey, devicesKey
local epoch, head, floor, floorId, lastId, ids, idsFrom

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

-- The id of the message at a place; 0 where none is known.
local function idAt(seq)
  if seq == floor then
    return floorId
  elseif seq == head then
    return lastId
  end
  local place = text(seq) .. '-0'
  local entry = redis.call('XRANGE', logKey, place, place)[1]
  return entry and field(entry, 'i') or 0
end

local function trim(upTo)
  if upTo > floor and upTo <= head then
    floorId = idAt(upTo)
    floor = upTo
    redis.call('XTRIM', logKey, 'MINID', text(upTo + 1) .. '-0')
    redis.call('HSET', stateKey, 'floor', text(floor), 'floorId', text(floorId))
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
  if redis.call('HSET', devicesKey, device, text(seq) .. ':' .. text(now)) == 1 then
    expireWithState(devicesKey)
  end
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

-- Age, and how long an inbox that nobody uses is kept.
local function tidy()
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
      break
    end
  end
  trim(gone)
  local kept = text(math.max(maxAge, DEVICE_LASTS) + 2 * DAY)
  redis.call('HSET', stateKey, 'tidied', text(now))
  redis.call('PEXPIRE', stateKey, kept)
  redis.call('PEXPIRE', logKey, kept)
  redis.call('PEXPIRE', devicesKey, kept)
end

local function open(prefix)
  stateKey, logKey, devicesKey = prefix .. 'inbox', prefix .. 'log', prefix .. 'devices'
  local state = redis.call(
    'HMGET', stateKey, 'epoch', 'replid', 'head', 'floor', 'floorId', 'lastId', 'ids', 'idsFrom', 'tidied')
  epoch = state[1]
  head = tonumber(state[3] or '0')
  floor = tonumber(state[4] or '0')
  floorId = tonumber(state[5] or '0')
  lastId = tonumber(state[6] or '0')
  ids = state[7]
  idsFrom = tonumber(state[8] or '0')
  local isNew = not epoch
  -- Another replication id: Redis was restarted, restored or replaced, and may have gone back.
  if isNew or state[2] ~= replid then
    epoch = ARGV[1]
    redis.call('HSET', stateKey, 'epoch', epoch, 'replid', replid)
  end
  -- Not on every call.
  if isNew or now - tonumber(state[9] or '0') >= math.min(maxAge / 100, 3600000) then
    tidy()
  end
end
