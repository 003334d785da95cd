-- What the scripts that append have beside the beginning of all.
conv.isRefusedWhenFull = true

-- Lists the conversation as unfinished. A list of another type is put aside, so that one damaged key does not
-- stop all conversations of the shard.
local function noteUnfinished()
  local list = string.match(conv.prefix, '^(.-:)[gp][%d_]+:$') .. 'unfinished'
  local noted = redis.pcall('ZADD', list, 'NX', text(now), conv.key)
  if type(noted) == 'table' and noted.err then
    if not string.find(noted.err, 'WRONGTYPE', 1, true) then
      error(noted.err, 0)
    end
    redis.call('RENAME', list, list .. ':damaged')
    redis.call('ZADD', list, text(now), conv.key)
  end
end

-- Adds an entry at the head. Answers its place and id.
local function append(kind, sender, refers, users, payload)
  local seq, id = conv.head + 1, math.max(conv.lastId + 1, now, conv.idsFrom)
  local ordinal = conv.ordinal + (kind == 0 and 1 or 0)
  local entry = {'p', payload, 'i', text(id), 't', text(now), 'o', text(ordinal), 's', sender}
  for name, value in pairs({k = kind ~= 0 and text(kind), r = refers ~= '0' and refers, u = users ~= '' and users}) do
    if value then
      entry[#entry + 1], entry[#entry + 2] = name, value
    end
  end
  beginWriting()
  noteUnfinished()
  redis.call('XADD', conv.prefix .. 'log', text(seq) .. '-0', unpack(entry))
  local isFirst = conv.head == conv.floor
  conv.head, conv.lastId, conv.ordinal = seq, id, ordinal
  redis.call(
    'HSET', conv.prefix .. 'state', 'head', text(seq), 'lastId', text(id), 'ordinal', text(ordinal))
  if not conv.exists then
    conv.exists = true
    redis.call(
      'HSET', conv.prefix .. 'state', 'epoch', conv.epoch, 'replid', replid, 'created', text(now),
      'tidied', text(now))
    keep()
  elseif isFirst then
    redis.call('PEXPIRE', conv.prefix .. 'log', text(maxAge + 2 * DAY))
  end
  drop(seq - maxLength)
  return seq, id
end

-- Gives a key of the conversation an end, once, when it may have come to be.
local function expire(name)
  if redis.call('PTTL', conv.prefix .. name) == -1 then
    redis.call('PEXPIRE', conv.prefix .. name, text(maxAge + 2 * DAY))
  end
end
