-- ARGV for each conversation: up to which place all have it. Answers what is wrong with the keys of each, mostly
-- empty.
local function finish(prefix, seq)
  open(prefix)
  local list = string.match(prefix, '^(.-:)[gp][%d_]+:$') .. 'unfinished'
  if conv.head <= seq then
    redis.call('ZREM', list, conv.key)
  else
    beginWriting()
    redis.call('ZADD', list, 'XX', text(now), conv.key)
  end
  return ''
end

local answer = {}
for i, prefix in ipairs(KEYS) do
  local done, wrong = part(prefix, finish, tonumber(ARGV[FIRST_ARG + i - 1]))
  answer[i] = done or wrong
end
return answer
