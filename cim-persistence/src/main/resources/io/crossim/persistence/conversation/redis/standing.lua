-- ARGV for each conversation: a user. Answers for each: status, epoch, seq and id of the last place, read,
-- delivered, unread, mentions, version, role, how long ago the user left. For a conversation whose keys are
-- damaged the epoch is a list of two: empty, and what is wrong.
local MEMBER, LEFT_BEFORE, DISMISSED, NONE, BROKEN = 0, 1, 2, 3, 4

local function mentionsOf(user, behind)
  local count, seen = 0, {}
  for _, list in ipairs(redis.call('HMGET', conv.prefix .. 'mentions', user, '*')) do
    for seq in string.gmatch(list or '', '%d+') do
      if not seen[seq] and tonumber(seq) > behind then
        seen[seq] = true
        count = count + 1
      end
    end
  end
  return count
end

local function unreadOf(ordinal)
  local from = math.max(ordinal, conv.floorOrdinal)
  local recalled = conv.over and redis.call('ZCOUNT', conv.prefix .. 'recalled', '(' .. text(from), '+inf') or 0
  return math.max(0, conv.ordinal - from - recalled)
end

local function stand(prefix, user)
  open(prefix)
  if not conv.exists then
    return {NONE, '', 0, 0, 0, 0, 0, 0, 0, 0, 0}
  end
  local seat = member(user)
  if seat then
    local read, ordinal, delivered = markOf(user)
    local behind = math.max(read, seat.joined - 1, conv.floor)
    return {
      conv.dismissed > 0 and DISMISSED or MEMBER, conv.epoch, conv.head, conv.lastId, read, delivered,
      unreadOf(ordinal), mentionsOf(user, behind), conv.version, seat.role,
      conv.dismissed > 0 and now - conv.dismissed or 0}
  end
  local gone = left(user)
  if gone then
    return {
      LEFT_BEFORE, conv.epoch, gone.left, gone.leftId, 0, 0, 0, 0, conv.version, 0, now - gone.since}
  end
  return {NONE, conv.epoch, 0, 0, 0, 0, 0, 0, conv.version, 0, 0}
end

local answer = {}
for i, prefix in ipairs(KEYS) do
  local standing, wrong = part(prefix, stand, ARGV[FIRST_ARG + i - 1])
  answer[i] = standing or {BROKEN, {'', wrong}, 0, 0, 0, 0, 0, 0, 0, 0, 0}
end
return answer
