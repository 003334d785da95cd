-- ARGV for each user: the conversation, and when its cursor was touched as far as the caller knows. Answers what
-- is wrong with the users whose keys are damaged: for each the user and what is wrong.
local STAYS = 3600000
local help = helpers()

local function unfollow(prefix, conversation, touched)
  local cursor = redis.call('HGET', prefix .. 'convs', conversation)
  if cursor and string.match(cursor, ':(%d+)$') == touched and now - tonumber(touched) >= STAYS then
    redis.call('HDEL', prefix .. 'convs', conversation)
  end
end

local answer = {}
for i, prefix in ipairs(KEYS) do
  local at = FIRST_ARG + 2 * (i - 1)
  local _, wrong = help.part(prefix, unfollow, ARGV[at], ARGV[at + 1])
  if wrong then
    answer[#answer + 1], answer[#answer + 2] = tonumber(string.match(prefix, '{u(%d+)}')), wrong
  end
end
return answer
