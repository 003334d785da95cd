-- The beginning of every script over an inbox.
-- KEYS: the inbox's state, its log, its devices, and the beginning of the keys that remember ids.
-- ARGV: a word for a new epoch, the largest age in ms, the largest length; then the script's own.
-- The log is a stream whose ids are seq-0; fields p, the payload, i, the message's id, and t, the time
-- where it is not the id. A device is seq:seen. Sequence numbers from floor + 1 to head are kept.
local DAY = 86400000
local DEVICE_LASTS = 30 * DAY
local now
do
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

local function text(number)
  return string.format('%.0f', number)
end

local state = redis.call('HMGET', KEYS[1], 'epoch', 'replid', 'head', 'floor', 'floorId', 'lastId', 'tidied')
local epoch = state[1]
local head = tonumber(state[3] or '0')
local floor = tonumber(state[4] or '0')
local floorId = tonumber(state[5] or '0')
local lastId = tonumber(state[6] or '0')
local tidied = tonumber(state[7] or '0')
local isNew = not epoch

-- Another replication id: Redis was restarted, restored or replaced, and may have gone back.
do
  local replid = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)') or ''
  if epoch == false or state[2] ~= replid then
    epoch = ARGV[1]
    redis.call('HSET', KEYS[1], 'epoch', epoch, 'replid', replid)
  end
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
  end
  local place = text(seq) .. '-0'
  local entry = redis.call('XRANGE', KEYS[2], place, place)[1]
  return entry and field(entry, 'i') or 0
end

local function trim(upTo)
  if upTo > floor and upTo <= head then
    floorId = idAt(upTo)
    floor = upTo
    redis.call('XTRIM', KEYS[2], 'MINID', text(upTo + 1) .. '-0')
    redis.call('HSET', KEYS[1], 'floor', text(floor), 'floorId', text(floorId))
  end
end

-- Never below what was trimmed, never above the head of a log that has gone back.
local function ackedOf(device)
  local cursor = redis.call('HGET', KEYS[3], device)
  local seq = cursor and tonumber(string.match(cursor, '^(%d+):')) or floor
  return math.min(math.max(seq, floor), head)
end

-- The acknowledgement of the device that is farthest behind, and of the one farthest ahead.
local function span()
  local least, most
  local devices = redis.call('HGETALL', KEYS[3])
  for i = 2, #devices, 2 do
    local seq, seen = string.match(devices[i], '^(%d+):(%d+)$')
    if now - tonumber(seen) <= DEVICE_LASTS then
      least = math.min(least or head, tonumber(seq))
      most = math.max(most or 0, tonumber(seq))
    end
  end
  return least or 0, math.min(most or 0, head)
end

-- Age, and how long an inbox that nobody uses is kept; not on every call.
do
  local maxAge = tonumber(ARGV[2])
  if now - tidied >= math.min(maxAge / 100, 3600000) or isNew then
    local gone = 0
    while true do
      local from = text(math.max(floor, gone) + 1) .. '-0'
      local entries = redis.call('XRANGE', KEYS[2], from, '+', 'COUNT', 100)
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
    redis.call('HSET', KEYS[1], 'tidied', text(now))
    redis.call('PEXPIRE', KEYS[1], kept)
    redis.call('PEXPIRE', KEYS[2], kept)
    redis.call('PEXPIRE', KEYS[3], kept)
  end
end
