-- The beginning of every script over inboxes, which it takes one after the other.
-- KEYS: the beginning of the keys of each user. They end in 'inbox', the state, 'log', 'devices', 'convs', the
-- cursors of conversations, 'blocked', the users whose messages are refused, 'muted', until when conversations
-- are muted, and 'ids:' with a day.
-- ARGV: a word for new epochs, the largest age in ms, the largest length, the most bytes, the most devices;
-- then, from FIRST_ARG on, for each user what the script says.
-- The log is a stream whose ids are seq-0; fields p, the payload, i, the message's id, t, the time, and b,
-- the bytes of all payloads up to this one. In the place of a payload r may stand, a reference to an entry of
-- a conversation: the conversation, its place and id there. Older entries have no b, and t only where it is
-- not the id; they
-- count as no bytes. A device is seq:seen. Sequence numbers from floor + 1 to head are kept; the bytes of all
-- payloads are floorBytes at the floor and bytes at the head.
--
-- Redis makes every function anew in each run, and pays for each variable from outside that it uses. So what
-- is seldom needed lies in one function, helpers(), and what all share in one table.
local FIRST_ARG = 6
local DAY = 86400000
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

-- The inbox that is open, its limits, and how the script writes (see helpers).
local inbox = {
  stateKey = '', logKey = '', devicesKey = '', epoch = false, head = 0, floor = 0, floorId = 0, lastId = 0,
  ids = false, idsFrom = 0, bytes = 0, floorBytes = 0, maxAge = tonumber(ARGV[2]),
  maxLength = tonumber(ARGV[3]), maxBytes = tonumber(ARGV[4]),
  replid = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)') or '',
  hasWritten = false, isRefusedWhenFull = false, helpers = false, first = 0, newIds = false, tidied = 0
}

local function text(number)
  return string.format('%.0f', number)
end

local function helpers()
  if inbox.helpers then
    return inbox.helpers
  end
  local DEVICE_LASTS = 30 * DAY
  -- So many devices are looked at in one call; only an inbox from before there was a bound has more.
  local DEVICES_AT_ONCE = 512
  local maxDevices = tonumber(ARGV[5])
  local help = {}
  inbox.helpers = help

  -- A Redis that is full refuses the first write of a script if it may take memory, and no later one. Scripts
  -- that free memory, or that let somebody log in, MUST begin with a write that takes none; the one that
  -- appends, with one that does. Both change nothing.
  local function beforeGrowing()
    if not inbox.hasWritten and not inbox.isRefusedWhenFull then
      redis.call('HDEL', inbox.stateKey, '')
    end
    inbox.hasWritten = true
  end
  help.beforeGrowing = beforeGrowing

  local function beforeFreeing()
    if not inbox.hasWritten and inbox.isRefusedWhenFull then
      redis.call('HSET', inbox.stateKey, 'epoch', inbox.epoch)
    end
    inbox.hasWritten = true
  end

  local function field(entry, name)
    for i = 1, #entry[2], 2 do
      if entry[2][i] == name then
        return tonumber(entry[2][i + 1])
      end
    end
  end
  help.field = field

  local function entryAt(seq)
    local place = text(seq) .. '-0'
    return redis.call('XRANGE', inbox.logKey, place, place)[1]
  end

  -- The id of the message at a place; 0 where none is known.
  function help.idAt(seq)
    if seq == inbox.floor then
      return inbox.floorId
    elseif seq == inbox.head then
      return inbox.lastId
    end
    local entry = entryAt(seq)
    return entry and field(entry, 'i') or 0
  end

  local function trim(upTo)
    if upTo > inbox.floor and upTo <= inbox.head then
      local id, bytesThere = inbox.lastId, inbox.bytes
      if upTo < inbox.head then
        local entry = entryAt(upTo)
        id = entry and field(entry, 'i') or 0
        bytesThere = entry and field(entry, 'b') or inbox.floorBytes
      end
      beforeFreeing()
      redis.call('XTRIM', inbox.logKey, 'MINID', text(upTo + 1) .. '-0')
      inbox.floor, inbox.floorId, inbox.floorBytes = upTo, id, bytesThere
      redis.call(
        'HSET', inbox.stateKey, 'floor', text(upTo), 'floorId', text(id), 'floorBytes', text(bytesThere))
    end
  end
  help.trim = trim

  -- What a device has acknowledged; never below what was trimmed, never above the head of a log that has gone
  -- back.
  function help.acked(cursor)
    local seq = cursor and tonumber(string.match(cursor, '^(%d+):')) or inbox.floor
    return math.min(math.max(seq, inbox.floor), inbox.head)
  end

  -- What a key of the inbox needs once, when it comes to be: it MUST NOT outlive the state.
  local function expireWithState(key)
    local left = redis.call('PTTL', inbox.stateKey)
    if left > 0 then
      redis.call('PEXPIRE', key, left)
    end
  end
  help.expireWithState = expireWithState

  function help.note(device, seq)
    beforeGrowing()
    if redis.call('HSET', inbox.devicesKey, device, text(seq) .. ':' .. text(now)) == 1 then
      expireWithState(inbox.devicesKey)
    end
  end

  -- Divides devices (name, cursor, name, cursor...) into those that stay, which are not more than the most,
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
  help.divide = divide

  local function forget(devices)
    if #devices > 0 then
      beforeFreeing()
      redis.call('HDEL', inbox.devicesKey, unpack(devices))
    end
  end
  help.forget = forget

  -- All devices, after forgetting those that are too many; none while they are still more than can be looked
  -- at in one call. Those that stay in the end are the same, because they stay in every selection.
  function help.boundedDevices(own)
    local count = redis.call('HLEN', inbox.devicesKey)
    if count <= maxDevices then
      return redis.call('HGETALL', inbox.devicesKey)
    elseif count <= DEVICES_AT_ONCE then
      local stay, go = divide(redis.call('HGETALL', inbox.devicesKey), own)
      forget(go)
      return stay
    end
    local _, go = divide(redis.call('HRANDFIELD', inbox.devicesKey, DEVICES_AT_ONCE, 'WITHVALUES'), own)
    forget(go)
  end

  -- The acknowledgement of the device that is farthest behind, and of the one farthest ahead.
  function help.span(devices)
    local least, most
    for i = 2, #devices, 2 do
      local seq, seen = string.match(devices[i], '^(%d+):(%d+)$')
      if now - tonumber(seen) <= DEVICE_LASTS then
        least = math.min(least or inbox.head, tonumber(seq))
        most = math.max(most or 0, tonumber(seq))
      end
    end
    return least or 0, math.min(most or 0, inbox.head)
  end

  -- Whether there is room for so many messages of so many bytes, if need be after dropping what the device
  -- farthest ahead has read. One alone fits into an empty inbox.
  function help.hasRoom(count, more)
    for try = 1, 2 do
      local kept = inbox.head - inbox.floor
      if kept + count <= inbox.maxLength
          and (inbox.bytes - inbox.floorBytes + more <= inbox.maxBytes or kept + count == 1) then
        return true
      end
      if try == 1 then
        local _, most = help.span(help.boundedDevices() or {})
        trim(most)
      end
    end
    return false
  end

  -- The last message that is too old.
  function help.lastOld()
    local gone = 0
    while true do
      local from = text(math.max(inbox.floor, gone) + 1) .. '-0'
      local entries = redis.call('XRANGE', inbox.logKey, from, '+', 'COUNT', 100)
      local old = 0
      for _, entry in ipairs(entries) do
        if now - (field(entry, 't') or field(entry, 'i')) > inbox.maxAge then
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

  -- Whether a collect found no room, and nobody has brought everything since. The time of the last tidying says
  -- it too, by half a millisecond more: a field of its own would be looked for by every call.
  function help.isBehind()
    return inbox.tidied % 1 ~= 0
  end

  -- 0 for an inbox that is not behind, else a number that is another one after each collect that found no room.
  function help.overflow(stateKey)
    local state = redis.call('HMGET', stateKey, 'tidied', 'overflows')
    local isBehind = tonumber(state[1] or 0) % 1 ~= 0
    return isBehind and 1 + tonumber(state[2] or 0) or 0
  end

  function help.setBehind(isBehind)
    if isBehind ~= help.isBehind() then
      inbox.tidied = math.floor(inbox.tidied) + (isBehind and 0.5 or 0)
      redis.call('HSET', inbox.stateKey, 'tidied', string.format('%.1f', inbox.tidied))
    end
  end

  -- Age, and how long an inbox that nobody uses is kept.
  function help.tidy(gone)
    trim(gone)
    local kept = text(math.max(inbox.maxAge, DEVICE_LASTS) + 2 * DAY)
    beforeGrowing()
    inbox.tidied = now + inbox.tidied % 1
    redis.call('HSET', inbox.stateKey, 'tidied', string.format('%.1f', inbox.tidied))
    redis.call('PEXPIRE', inbox.stateKey, kept)
    redis.call('PEXPIRE', inbox.logKey, kept)
    redis.call('PEXPIRE', inbox.devicesKey, kept)
  end

  -- Another replication id: Redis was restarted, restored or replaced, and may have gone back.
  function help.beginEpoch()
    beforeGrowing()
    inbox.epoch = ARGV[1]
    redis.call('HSET', inbox.stateKey, 'epoch', inbox.epoch, 'replid', inbox.replid)
  end

  -- Names what is wrong with the keys of a user whose part has failed; fails for all users where it is not
  -- these keys but Redis.
  function help.damage(prefix, failure)
    local words = type(failure) == 'table' and failure.err or tostring(failure)
    local isDamage = false
    for _, sign in ipairs({'WRONGTYPE', 'BROKEN', 'attempt to ', 'bad argument', 'The ID specified'}) do
      isDamage = isDamage or string.find(words, sign, 1, true)
    end
    if not isDamage then
      error(failure, 0)
    end
    words = string.gsub(words, '^.*user_script:%s*%d+:%s*', '')
    local day = math.floor(now / DAY)
    local expected = {
      inbox = 'hash', log = 'stream', devices = 'hash', convs = 'hash', blocked = 'hash', muted = 'hash',
      ['ids:' .. text(day)] = 'hash', ['ids:' .. text(day - 1)] = 'hash'}
    for name, kind in pairs(expected) do
      local found = redis.pcall('TYPE', prefix .. name).ok
      if found and found ~= 'none' and found ~= kind then
        return prefix .. name .. ': ' .. found .. ' (expected: ' .. kind .. '): ' .. words
      end
    end
    return prefix .. 'inbox: ' .. words
  end

  -- Does one user's part. Answers what it answers, or nothing and what is wrong with the user's keys; then
  -- the part MUST have changed nothing of that user: it reads a key, or changes what was read, before it
  -- writes.
  function help.part(prefix, work, ...)
    local isDone, result = pcall(work, prefix, ...)
    if isDone then
      return result
    end
    return nil, help.damage(prefix, result)
  end
  return help
end

local function open(prefix)
  local stateKey = prefix .. 'inbox'
  inbox.stateKey, inbox.logKey, inbox.devicesKey = stateKey, prefix .. 'log', prefix .. 'devices'
  local state = redis.call(
    'HMGET', stateKey, 'epoch', 'replid', 'head', 'floor', 'floorId', 'lastId', 'ids', 'idsFrom', 'tidied',
    'bytes', 'floorBytes')
  local head, floor = tonumber(state[3] or 0), tonumber(state[4] or 0)
  local floorId, lastId = tonumber(state[5] or 0), tonumber(state[6] or 0)
  local idsFrom, tidied = tonumber(state[8] or 0), tonumber(state[9] or 0)
  local bytes, floorBytes = tonumber(state[10] or 0), tonumber(state[11] or 0)
  if not (head and floor and floorId and lastId and idsFrom and tidied and bytes and floorBytes) then
    error('BROKEN state: a number is expected and something else stands there', 0)
  end
  local epoch = state[1]
  inbox.epoch, inbox.head, inbox.floor, inbox.floorId, inbox.lastId = epoch, head, floor, floorId, lastId
  inbox.ids, inbox.idsFrom, inbox.bytes, inbox.floorBytes = state[7], idsFrom, bytes, floorBytes
  inbox.tidied = tidied
  -- Not on every call.
  local isTidied = epoch and now - tidied < math.min(inbox.maxAge / 100, 3600000)
  local gone = not isTidied and helpers().lastOld()
  if not epoch or state[2] ~= inbox.replid then
    helpers().beginEpoch()
  end
  if gone then
    helpers().tidy(gone)
  end
end
