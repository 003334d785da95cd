-- ARGV for each post: sender, id for a day, kind, place that it refers to, mentions with commas between, whether
-- all are mentioned, the reaction, whether it is given, payload. A conversation may come more than once.
-- Answers for each: status, epoch, seq, id, seq and id of the place before, time, version. For a conversation
-- whose keys are damaged the epoch is a list of two: empty, and what is wrong.
local STORED, DUPLICATE, UNKNOWN_GROUP, NOT_A_MEMBER, NOT_ALLOWED, TOO_LATE, NO_SUCH_MESSAGE, WRONG_MENTION,
  TOO_MANY, UNCHANGED, BROKEN, BLOCKED = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
local CONTENT, EDIT, RECALL, REACTION = 0, 1, 2, 3
local SYSTEM = '0'
local MENTIONS_KEPT = 100
local editWithin, maxMentions, mentionsAllOpen = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local reactionsPerUser, reactionKinds = tonumber(ARGV[7]), tonumber(ARGV[8])

-- Lists of texts with their counts: length:count:text, one behind the other.
local function parse(value)
  local list, at = {}, 1
  while at <= #value do
    local _, last, length, count = string.find(value, '^(%d+):(%d+):', at)
    if not last then
      error('BROKEN reactions: ' .. value, 0)
    end
    list[#list + 1] = {string.sub(value, last + 1, last + length), tonumber(count)}
    at = last + length + 1
  end
  return list
end

local function join(list)
  local parts = {}
  for _, one in ipairs(list) do
    if one[2] > 0 then
      parts[#parts + 1] = #one[1] .. ':' .. text(one[2]) .. ':' .. one[1]
    end
  end
  return table.concat(parts)
end

local function add(list, name, more)
  for _, one in ipairs(list) do
    if one[1] == name then
      one[2] = one[2] + more
      return list
    end
  end
  list[#list + 1] = {name, more}
  return list
end

local function has(list, name)
  for _, one in ipairs(list) do
    if one[1] == name then
      return true
    end
  end
  return false
end

-- The message that a post is about; nothing when its sender cannot see one there.
local function targetOf(post)
  redis.call('HGET', conv.prefix .. 'over', '') -- fails before anything is written, should it be damaged
  local seq = tonumber(post.refers)
  local target = find(seq)
  local isSeen = not post.seat or seq > post.seat.floor
  if target and target.kind == CONTENT and not target.removed and isSeen then
    return target
  end
end

local function judgeContent(post)
  if tonumber(post.refers) > conv.head then
    return NO_SUCH_MESSAGE
  end
  local count = 0
  for user in string.gmatch(post.mentions, '%d+') do
    count = count + 1
    if count > maxMentions or not member(user) then
      return WRONG_MENTION
    end
  end
  if post.mentionsAll and post.role < 1 and conv.members > mentionsAllOpen then
    return NOT_ALLOWED
  end
  return STORED
end

local function judgeEdit(post)
  if not post.target then
    return NO_SUCH_MESSAGE
  elseif post.target.sender ~= post.sender then
    return NOT_ALLOWED
  end
  return now - post.target.time > editWithin and TOO_LATE or STORED
end

local function judgeRecall(post)
  local target = post.target
  if not target then
    return NO_SUCH_MESSAGE
  elseif target.sender == post.sender then
    return post.role < 1 and now - target.time > editWithin and TOO_LATE or STORED
  end
  local theirs = target.sender == SYSTEM and {role = 2} or member(target.sender)
  local isMembers = not theirs or theirs.role == 0
  return (post.role == 2 or (post.role == 1 and isMembers)) and STORED or NOT_ALLOWED
end

local function judgeReaction(post)
  if not post.target then
    return NO_SUCH_MESSAGE
  end
  post.sums = parse(redis.call('HGET', conv.prefix .. 'sums', post.refers) or '')
  post.own = parse(redis.call('HGET', conv.prefix .. 'reacted:' .. post.refers, post.sender) or '')
  if has(post.own, post.reaction) == post.isSet then
    return UNCHANGED
  elseif post.isSet
      and (#post.own >= reactionsPerUser
        or (#post.sums >= reactionKinds and not has(post.sums, post.reaction))) then
    return TOO_MANY
  end
  return STORED
end

-- Whether the other one of a pair refuses what the sender posts.
local function isBlocked(sender)
  local one, other = string.match(conv.key, '^p(%d+)_(%d+)$')
  local peer = one == sender and other or one
  return sender ~= SYSTEM and redis.call('HEXISTS', conv.prefix .. 'blocked', peer) == 1
end

local function judge(post)
  post.seat = member(post.sender)
  if not post.seat and post.sender ~= SYSTEM then
    return NOT_A_MEMBER
  elseif not conv.isGroup and post.kind ~= RECALL and isBlocked(post.sender) then
    return BLOCKED
  end
  post.role = post.sender == SYSTEM and 2 or post.seat.role
  local isMuted = post.seat and post.seat.muted > now
  local maySpeak = not isMuted and (post.role >= 1 or string.sub(conv.settings, 4, 4) ~= 'a')
  if post.kind ~= CONTENT then
    post.target = targetOf(post)
  end
  if post.kind == RECALL then
    return judgeRecall(post)
  elseif post.kind == REACTION then
    return isMuted and NOT_ALLOWED or judgeReaction(post)
  elseif not maySpeak then
    return NOT_ALLOWED
  end
  return post.kind == EDIT and judgeEdit(post) or post.kind == CONTENT and judgeContent(post) or NOT_ALLOWED
end

local function noteMention(user, seq)
  local value = redis.call('HGET', conv.prefix .. 'mentions', user)
  value = value and value .. ',' .. seq or seq
  local _, commas = string.gsub(value, ',', '')
  if commas >= MENTIONS_KEPT then
    value = string.gsub(value, '^%d+,', '')
  end
  redis.call('HSET', conv.prefix .. 'mentions', user, value)
end

local function dropMention(user, seq)
  local value = redis.call('HGET', conv.prefix .. 'mentions', user)
  if value then
    value = string.gsub(string.gsub(',' .. value .. ',', ',' .. seq .. ',', ','), '^,', '')
    redis.call('HSET', conv.prefix .. 'mentions', user, (string.gsub(value, ',$', '')))
  end
end

-- Deletes the entry at a place, and keeps what is told of it without its payload.
local function remove(entry)
  redis.call('XDEL', conv.prefix .. 'log', text(entry.seq) .. '-0')
  redis.call(
    'HSET', conv.prefix .. 'over', text(entry.seq), 'R:' .. text(entry.id) .. ':' .. text(entry.time) .. ':'
      .. text(entry.ordinal) .. ':' .. entry.sender .. ':' .. text(entry.kind) .. ':' .. entry.refers .. ':'
      .. entry.users)
end

local function applyEvent(post, seq)
  if not conv.over then
    conv.over = '1'
    redis.call('HSET', conv.prefix .. 'state', 'over', '1')
  end
  local target = post.target
  if target.seq <= conv.floor then
    return -- dropped to make room for this
  end
  if post.kind == REACTION then
    redis.call('HSET', conv.prefix .. 'sums', post.refers, join(add(post.sums, post.reaction, post.isSet and 1 or -1)))
    redis.call(
      'HSET', conv.prefix .. 'reacted:' .. post.refers, post.sender,
      join(add(post.own, post.reaction, post.isSet and 1 or -1)))
    expire('sums')
    expire('reacted:' .. post.refers)
    return
  end
  local edit = find(target.edit)
  if edit and not edit.removed then
    remove(edit)
  end
  if post.kind == EDIT then
    redis.call('HSET', conv.prefix .. 'over', post.refers, 'E:' .. text(seq))
  else
    remove(target)
    redis.call('ZADD', conv.prefix .. 'recalled', text(target.ordinal), text(target.ordinal))
    redis.call('HDEL', conv.prefix .. 'sums', post.refers)
    redis.call('DEL', conv.prefix .. 'reacted:' .. post.refers)
    for user in string.gmatch(target.users, '%d+') do
      dropMention(user, post.refers)
    end
    dropMention('*', post.refers)
    expire('recalled')
  end
  expire('over')
end

local function applyContent(post, seq)
  if post.seat then
    redis.pcall( -- a mark that cannot be kept is no reason to refuse what is stored
      'HSET', conv.prefix .. 'marks', post.sender, text(seq) .. ':' .. text(conv.ordinal) .. ':' .. text(seq))
  end
  for user in string.gmatch(post.mentions, '%d+') do
    noteMention(user, text(seq))
  end
  if post.mentionsAll then
    noteMention('*', text(seq))
  end
  if post.mentions ~= '' or post.mentionsAll then
    expire('mentions')
  end
end

local function run(prefix, at)
  open(prefix)
  local day = math.floor(now / DAY)
  local idsKey = prefix .. 'ids:' .. text(day)
  local known = redis.call('HGET', idsKey, ARGV[at + 1])
    or redis.call('HGET', prefix .. 'ids:' .. text(day - 1), ARGV[at + 1])
  if known and conv.exists then
    local seq, id, storedAt = string.match(known, '^(%d+):(%d+):(%d+)$')
    return {DUPLICATE, conv.epoch, tonumber(seq), tonumber(id), -1, 0, tonumber(storedAt), conv.version}
  end
  local post = {
    sender = ARGV[at], kind = tonumber(ARGV[at + 2]), refers = ARGV[at + 3], mentions = ARGV[at + 4],
    mentionsAll = ARGV[at + 5] == '1', reaction = ARGV[at + 6], isSet = ARGV[at + 7] == '1'}
  local isUnknown = conv.isGroup and not conv.exists or conv.dismissed > 0
  local status = isUnknown and UNKNOWN_GROUP or judge(post)
  if status ~= STORED then
    return {status, conv.exists and conv.epoch or '', 0, 0, -1, 0, 0, conv.version}
  end
  local before, beforeId = conv.head, conv.lastId
  local seq, id = append(post.kind, post.sender, post.refers, post.mentions, ARGV[at + 8])
  redis.call('HSET', idsKey, ARGV[at + 1], text(seq) .. ':' .. text(id) .. ':' .. text(now))
  if redis.call('HLEN', idsKey) == 1 then
    redis.call('PEXPIRE', idsKey, 2 * DAY)
  end
  if post.kind == CONTENT then
    applyContent(post, seq)
  else
    applyEvent(post, seq)
  end
  return {STORED, conv.epoch, seq, id, before, beforeId, now, conv.version}
end

local answer = {}
for i, prefix in ipairs(KEYS) do
  local done, wrong = part(prefix, run, FIRST_ARG + 9 * (i - 1))
  answer[i] = done or {BROKEN, {'', wrong}, 0, 0, -1, 0, 0, 0}
end
return answer
