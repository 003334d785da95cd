-- KEYS: the list of a shard. ARGV: for how long at least, in ms, and how many. Answers for each conversation its
-- key, the head and its id, the version, and for how long it has been unfinished. A list of another type has
-- none.
local shard = string.match(KEYS[1], '^(.*:)unfinished$')
local listed = redis.pcall(
  'ZRANGEBYSCORE', KEYS[1], '-inf', text(now - tonumber(ARGV[FIRST_ARG])), 'WITHSCORES', 'LIMIT', '0',
  ARGV[FIRST_ARG + 1])
if listed.err then
  if not string.find(listed.err, 'WRONGTYPE', 1, true) then
    return listed
  end
  return {}
end
local answer = {}
for i = 1, #listed, 2 do
  local state = redis.pcall('HMGET', shard .. listed[i] .. ':state', 'head', 'lastId', 'version')
  local size = #answer
  answer[size + 1] = listed[i]
  for place = 1, 3 do
    answer[size + 1 + place] = not state.err and tonumber(state[place] or 0) or 0
  end
  answer[size + 5] = now - tonumber(listed[i + 1])
end
return answer
