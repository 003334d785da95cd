-- The beginning of every script over conversations, which it takes one after the other.
-- KEYS: the beginning of the keys of each conversation. They end in 'state', 'log', 'members', 'left', 'marks',
-- 'mentions', 'over', 'sums', 'recalled', 'blocked', 'reacted:' with a place, and 'ids:' with a day. The list of
-- unfinished conversations lies beside them, one for each shard.
-- ARGV: a word for new epochs, the largest age in ms, the largest length, how long a message may be edited in
-- ms, the most mentions, the most members for mentions of all by everybody, the most reactions of a user, the
-- most kinds of reactions, the most members; then, from FIRST_ARG on, for each conversation what the script
-- says.
-- The log is a stream whose ids are seq-0; fields p, the payload, i, the id, t, the time, o, the messages up to
-- here, s, the sender, and where they are not 0 or empty k, the kind, r, the place that it refers to, u, users.
-- 'over' says of a place E:seq, its latest edit, or that its entry is deleted: R:id:time:ordinal:sender:kind:
-- place:users. A member is role:joined:floor:muted, somebody who left joined:floor:left:id:time, a mark
-- read:ordinal:delivered. 'blocked' has those of a pair who refuse what the other one posts.
local FIRST_ARG = 10
local DAY, HOUR = 86400000, 3600000
local MOST_DROPPED = 1000
local JOINED, LEFT, CHANGED = 4, 5, 6
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local maxAge, maxLength = tonumber(ARGV[2]), tonumber(ARGV[3])
local replid = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)') or ''

-- The conversation that is open. Whether the script is refused when Redis is full, or goes on.
local conv = {prefix = '', isRefusedWhenFull = false, hasWritten = false}

local function text(number)
  return string.format('%.0f', number)
end

-- Redis refuses the first write of a script if it is full and the write may take memory, and no later one.
-- To be called before any other write; changes nothing.
local function beginWriting()
  if not conv.hasWritten then
    conv.hasWritten = true
    if conv.isRefusedWhenFull then
      redis.call('HSET', conv.prefix .. 'state', 'epoch', conv.epoch)
    else
      redis.call('HDEL', conv.prefix .. 'state', '')
    end
  end
end

local function fields(flat)
  local all = {}
  for i = 1, #flat, 2 do
    all[flat[i]] = flat[i + 1]
  end
  return all
end

-- The entry at a place; nothing where there is none, or none any more.
local function find(seq)
  if not seq or seq <= conv.floor or seq > conv.head then
    return nil
  end
  local place = text(seq)
  local over = conv.over and redis.call('HGET', conv.prefix .. 'over', place)
  local raw = redis.call('XRANGE', conv.prefix .. 'log', place .. '-0', place .. '-0')[1]
  if raw then
    local all = fields(raw[2])
    return {
      seq = seq, id = tonumber(all.i), time = tonumber(all.t), ordinal = tonumber(all.o), sender = all.s,
      kind = tonumber(all.k or 0), refers = all.r or '0', users = all.u or '', payload = all.p,
      edit = over and tonumber(string.match(over, '^E:(%d+)$'))}
  end
  local id, at, ordinal, sender, kind, refers, users =
    string.match(over or '', '^R:(%d+):(%d+):(%d+):(%d+):(%d+):(%d+):(.*)$')
  if not id then
    error('BROKEN log: entry ' .. place .. ' is missing', 0)
  end
  return {
    seq = seq, id = tonumber(id), time = tonumber(at), ordinal = tonumber(ordinal), sender = sender,
    kind = tonumber(kind), refers = refers, users = users, removed = true}
end

local function idAt(seq)
  if seq == conv.floor then
    return conv.floorId
  elseif seq == conv.head then
    return conv.lastId
  end
  return find(seq).id
end

local function ordinalAt(seq)
  if seq <= conv.floor then
    return conv.floorOrdinal
  elseif seq >= conv.head then
    return conv.ordinal
  end
  return find(seq).ordinal
end

-- Forgets what is known about places that are dropped, and some of those who left before what is kept.
local function forget(from, upTo)
  if conv.over and upTo == conv.head then
    redis.call('DEL', conv.prefix .. 'over', conv.prefix .. 'sums', conv.prefix .. 'recalled')
  elseif conv.over then
    local places = {}
    for seq = from, upTo do
      places[#places + 1] = text(seq)
    end
    for i, sum in ipairs(redis.call('HMGET', conv.prefix .. 'sums', unpack(places))) do
      if sum then
        redis.call('DEL', conv.prefix .. 'reacted:' .. places[i])
      end
    end
    redis.call('HDEL', conv.prefix .. 'sums', unpack(places))
    redis.call('HDEL', conv.prefix .. 'over', unpack(places))
    redis.call('ZREMRANGEBYSCORE', conv.prefix .. 'recalled', '-inf', text(conv.floorOrdinal))
  end
  local some = redis.call('HRANDFIELD', conv.prefix .. 'left', 32, 'WITHVALUES')
  for i = 1, #some, 2 do
    local left = string.match(some[i + 1], '^%d+:%d+:(%d+):')
    if left and tonumber(left) <= upTo then
      redis.call('HDEL', conv.prefix .. 'left', some[i])
    end
  end
end

-- Drops what stands up to a place; all of it, or not more than one call should.
local function drop(upTo)
  local from = conv.floor + 1
  if upTo < conv.head then
    upTo = math.min(upTo, conv.floor + MOST_DROPPED)
  end
  if upTo < from then
    return
  end
  local id, ordinal = conv.lastId, conv.ordinal
  if upTo < conv.head then
    local last = find(upTo)
    id, ordinal = last.id, last.ordinal
  end
  beginWriting()
  if upTo < conv.head then
    redis.call('XTRIM', conv.prefix .. 'log', 'MINID', text(upTo + 1) .. '-0')
  else
    redis.call('DEL', conv.prefix .. 'log')
  end
  conv.floor, conv.floorId, conv.floorOrdinal = upTo, id, ordinal
  redis.call(
    'HSET', conv.prefix .. 'state', 'floor', text(upTo), 'floorId', text(id), 'floorOrdinal', text(ordinal))
  forget(from, upTo)
end

-- The last entry that is too old, of the first ones.
local function lastOld()
  if now - conv.tidied > maxAge + HOUR then
    return conv.head -- a post since then would have tidied
  end
  local gone = conv.floor
  while gone < conv.head and gone < conv.floor + MOST_DROPPED do
    local entries = redis.call('XRANGE', conv.prefix .. 'log', text(gone + 1) .. '-0', '+', 'COUNT', 100)
    for _, entry in ipairs(entries) do
      local seq = tonumber(string.match(entry[1], '^(%d+)'))
      if now - tonumber(fields(entry[2]).t) <= maxAge then
        return seq - 1
      end
      gone = seq
    end
    if #entries < 100 then
      return conv.head
    end
  end
  return gone
end

-- How long what nobody uses is kept. A group is kept until some time after it was dismissed, a pair as long as
-- anything of it, but that its numbers go on for longer.
local function keep()
  local kept = maxAge + 2 * DAY
  for _, name in ipairs({'log', 'over', 'sums', 'recalled', 'mentions'}) do
    redis.call('PEXPIRE', conv.prefix .. name, text(kept))
  end
  if conv.dismissed > 0 then
    kept = math.max(1, kept - (now - conv.dismissed))
    for _, name in ipairs({'state', 'members', 'left', 'marks'}) do
      redis.call('PEXPIRE', conv.prefix .. name, text(kept))
    end
  elseif not conv.isGroup then
    redis.call('PEXPIRE', conv.prefix .. 'marks', text(kept))
    redis.call('PEXPIRE', conv.prefix .. 'state', text(400 * DAY))
  end
end

-- Drops what is too old.
local function tidy()
  local gone = conv.head > conv.floor and lastOld() or conv.floor
  local isAll = gone == conv.head or gone < conv.floor + MOST_DROPPED
  beginWriting()
  drop(gone)
  if isAll then
    redis.call('HSET', conv.prefix .. 'state', 'tidied', text(now))
  end
  keep()
end

local function open(prefix)
  local state = redis.call(
    'HMGET', prefix .. 'state', 'epoch', 'replid', 'head', 'lastId', 'floor', 'floorId', 'ordinal',
    'floorOrdinal', 'version', 'members', 'owners', 'dismissed', 'tidied', 'idsFrom', 'settings', 'over')
  for i = 3, 14 do
    state[i] = tonumber(state[i] or 0)
    if not state[i] then
      error('BROKEN state: a number is expected and something else stands there', 0)
    end
  end
  conv.prefix, conv.key = prefix, string.match(prefix, ':([gp][%d_]+):$')
  conv.isGroup = string.sub(conv.key, 1, 1) == 'g'
  conv.exists, conv.epoch = state[1] and state[1] ~= '', state[1] or ARGV[1]
  conv.head, conv.lastId, conv.floor, conv.floorId = state[3], state[4], state[5], state[6]
  conv.ordinal, conv.floorOrdinal, conv.version, conv.members = state[7], state[8], state[9], state[10]
  conv.owners, conv.dismissed, conv.tidied, conv.idsFrom = state[11], state[12], state[13], state[14]
  conv.settings, conv.over = state[15] or '', state[16]
  if not conv.exists then
    return
  end
  if state[2] ~= replid then
    -- Another replication id: Redis was restarted, restored or replaced, and may have gone back. What is posted
    -- from now on MUST have higher ids than what was lost, which may have been given ahead of the clock, or by a
    -- clock that was ahead of this one.
    conv.epoch, conv.idsFrom = ARGV[1], math.max(conv.idsFrom, now + HOUR)
    beginWriting()
    redis.call(
      'HSET', prefix .. 'state', 'epoch', conv.epoch, 'replid', replid, 'idsFrom', text(conv.idsFrom))
  end
  if now - conv.tidied >= math.min(maxAge / 100, HOUR) then -- not on every call
    tidy()
  end
end

-- The seat of a member; nothing for everybody else. Both of a pair are members of it.
local function member(user)
  if not conv.isGroup then
    local one, other = string.match(conv.key, '^p(%d+)_(%d+)$')
    return (user == one or user == other) and {role = 0, joined = 1, floor = 0, muted = 0} or nil
  end
  local value = redis.call('HGET', conv.prefix .. 'members', user)
  if not value then
    return nil
  end
  local role, joined, floor, muted = string.match(value, '^(%d+):(%d+):(%d+):(%d+)$')
  if not role then
    error('BROKEN member ' .. user .. ': ' .. value, 0)
  end
  return {role = tonumber(role), joined = tonumber(joined), floor = tonumber(floor), muted = tonumber(muted)}
end

local function left(user)
  local value = conv.isGroup and redis.call('HGET', conv.prefix .. 'left', user)
  if not value then
    return nil
  end
  local joined, floor, at, id, since = string.match(value, '^(%d+):(%d+):(%d+):(%d+):(%d+)$')
  if not joined then
    error('BROKEN former member ' .. user .. ': ' .. value, 0)
  end
  return {
    joined = tonumber(joined), floor = tonumber(floor), left = tonumber(at), leftId = tonumber(id),
    since = tonumber(since)}
end

-- The mark of a user: read, ordinal, delivered.
local function markOf(user)
  local value = redis.call('HGET', conv.prefix .. 'marks', user)
  local read, ordinal, delivered = string.match(value or '0:0:0', '^(%d+):(%d+):(%d+)$')
  if not read then
    error('BROKEN mark of ' .. user .. ': ' .. value, 0)
  end
  return tonumber(read), tonumber(ordinal), tonumber(delivered)
end

-- Names what is wrong with the keys of a conversation; fails for all where it is not these keys but Redis.
local function damage(prefix, failure)
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
    state = 'hash', log = 'stream', members = 'hash', left = 'hash', marks = 'hash', mentions = 'hash',
    over = 'hash', sums = 'hash', recalled = 'zset', blocked = 'hash',
    ['ids:' .. text(day)] = 'hash', ['ids:' .. text(day - 1)] = 'hash'}
  for name, kind in pairs(expected) do
    local found = redis.pcall('TYPE', prefix .. name).ok
    if found and found ~= 'none' and found ~= kind then
      return prefix .. name .. ': ' .. found .. ' (expected: ' .. kind .. '): ' .. words
    end
  end
  return prefix .. 'state: ' .. words
end

-- Does the part of one conversation. Answers what it answers, or nothing and what is wrong with the keys.
local function part(prefix, work, ...)
  local isDone, result = pcall(work, prefix, ...)
  if isDone then
    return result
  end
  return nil, damage(prefix, result)
end
