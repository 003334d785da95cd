-- ARGV: the most cursors; for each user: the conversation, how many groups a user may follow, and who wants it.
-- Answers for each: status, cursor, its id, and what is wrong with the user's keys, mostly empty.
local FOLLOWED, FULL, BROKEN, BLOCKED = 0, 1, 2, 3
local MOST_CURSORS = tonumber(ARGV[FIRST_ARG])
local help = helpers()

local function groups(convsKey)
  local count = 0
  for _, conversation in ipairs(redis.call('HKEYS', convsKey)) do
    if string.sub(conversation, 1, 1) == 'g' then
      count = count + 1
    end
  end
  return count
end

local function follow(prefix, conversation, most, by)
  if redis.call('HEXISTS', prefix .. 'blocked', by) == 1 then
    return {BLOCKED, 0, 0, ''}
  end
  local convsKey = prefix .. 'convs'
  local cursor = redis.call('HGET', convsKey, conversation)
  local seq, id = string.match(cursor or '0:0:0', '^(%d+):(%d+):%d+$')
  if not seq then
    error('BROKEN cursor of ' .. conversation .. ': ' .. cursor, 0)
  end
  local isPair = string.sub(conversation, 1, 1) == 'p'
  local mostCursors = isPair and MOST_CURSORS or most
  if not cursor and redis.call('HLEN', convsKey) >= mostCursors and (isPair or groups(convsKey) >= most) then
    return {FULL, 0, 0, ''}
  end
  redis.call('HSET', convsKey, conversation, seq .. ':' .. id .. ':' .. text(now))
  return {FOLLOWED, tonumber(seq), tonumber(id), ''}
end

local answer = {}
for i, prefix in ipairs(KEYS) do
  local at = FIRST_ARG + 1 + 3 * (i - 1)
  local done, wrong = help.part(prefix, follow, ARGV[at], tonumber(ARGV[at + 1]), ARGV[at + 2])
  answer[i] = done or {BROKEN, 0, 0, wrong}
end
return answer
