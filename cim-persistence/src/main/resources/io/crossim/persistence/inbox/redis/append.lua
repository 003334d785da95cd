-- ARGV for each user: how many messages, and for each its id for a day and its payload.
-- Answers for each user: epoch, then for each message: 0 stored, 1 known, 2 full; seq, id, time.
local day = math.floor(now / DAY)
local today, yesterday = text(day), text(day - 1)
-- A hash of more ids than this is no longer gone through from end to end to find one: a value that is too
-- long for Redis's short form, under an id that nobody has, puts an end to that form.
local MANY_IDS = 64
local LONG_VALUE = string.rep('-', 128)
local answer, size = {}, 0

local function add(status, seq, id, at)
  answer[size + 1], answer[size + 2], answer[size + 3], answer[size + 4] = status, seq, id, at
  size = size + 4
end

local function addKnown(known)
  local seq, id, at = string.match(known, '^(%d+):(%d+):(%d+)$')
  add(1, tonumber(seq), tonumber(id), tonumber(at))
end

-- Whether there is room, if need be after dropping what the device farthest ahead has read.
local function hasRoom()
  if head - floor >= maxLength then
    local _, most = span(redis.call('HGETALL', devicesKey))
    trim(most)
  end
  return head - floor < maxLength
end

-- Stores a message unless its id is known; answers what is remembered of it then.
local function store(idsKey, name, payload)
  local id = math.max(lastId + 1, now)
  local seqText, idText, nowText = text(head + 1), text(id), text(now)
  if redis.call('HSETNX', idsKey, name, seqText .. ':' .. idText .. ':' .. nowText) == 0 then
    return redis.call('HGET', idsKey, name)
  end
  local stored
  if id == now then
    stored = redis.pcall('XADD', logKey, seqText .. '-0', 'p', payload, 'i', idText)
  else
    stored = redis.pcall('XADD', logKey, seqText .. '-0', 'p', payload, 'i', idText, 't', nowText)
  end
  if type(stored) == 'table' then -- MUST not be known then: it would count as stored
    redis.call('HDEL', idsKey, name)
    error(stored.err)
  end
  head, lastId = head + 1, id
  if head - idsFrom == MANY_IDS then
    redis.call('HSET', idsKey, '', LONG_VALUE)
  end
end

local at = 4
for _, prefix in ipairs(KEYS) do
  open(prefix)
  size = size + 1
  answer[size] = epoch
  local first = head
  local idsKey = prefix .. 'ids:' .. today
  -- The state says whether there are ids of yesterday, which become no more, and the head before those of
  -- today.
  local isNewDay = ids ~= today .. ':0' and ids ~= today .. ':1'
  if isNewDay then
    ids = today .. ':' .. redis.call('EXISTS', prefix .. 'ids:' .. yesterday)
    idsFrom = head
  end
  local olderIds = ids == today .. ':1' and prefix .. 'ids:' .. yesterday
  local last = at + 2 * tonumber(ARGV[at])
  for i = at + 1, last, 2 do
    local known = olderIds and redis.call('HGET', olderIds, ARGV[i])
    if not known and not (head - floor < maxLength) then
      known = redis.call('HGET', idsKey, ARGV[i])
    end
    if not known and not hasRoom() then
      add(2, 0, 0, 0)
    else
      known = known or store(idsKey, ARGV[i], ARGV[i + 1])
      if known then
        addKnown(known)
      else
        add(0, head, lastId, now)
      end
    end
  end
  at = last + 1
  if head > first then
    if isNewDay then
      redis.call(
        'HSET', stateKey, 'head', text(head), 'lastId', text(lastId), 'ids', ids, 'idsFrom', text(first))
      redis.call('PEXPIRE', idsKey, 2 * DAY)
    else
      redis.call('HSET', stateKey, 'head', text(head), 'lastId', text(lastId))
    end
    if first == 0 then
      expireWithState(logKey)
    end
  end
end
return answer
