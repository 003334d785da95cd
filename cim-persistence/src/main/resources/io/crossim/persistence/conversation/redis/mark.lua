-- ARGV for each mark: user, delivered, read. A conversation may come more than once. Answers for each: delivered,
-- read, and what is wrong with the keys of the conversation, mostly empty.
local function move(prefix, user, delivered, read)
  open(prefix)
  if not conv.exists or not member(user) then
    return {0, 0, ''}
  end
  local oldRead, ordinal, oldDelivered = markOf(user)
  local newRead = read > conv.head and oldRead or math.max(oldRead, read)
  local newDelivered = math.max(oldDelivered, delivered > conv.head and 0 or delivered, newRead)
  if newRead ~= oldRead or newDelivered ~= oldDelivered then
    if newRead ~= oldRead then
      ordinal = ordinalAt(newRead)
    end
    beginWriting()
    redis.call(
      'HSET', prefix .. 'marks', user, text(newRead) .. ':' .. text(ordinal) .. ':' .. text(newDelivered))
    if not conv.isGroup and redis.call('PTTL', prefix .. 'marks') == -1 then
      redis.call('PEXPIRE', prefix .. 'marks', text(maxAge + 2 * DAY))
    end
  end
  return {newDelivered, newRead, ''}
end

local answer = {}
for i, prefix in ipairs(KEYS) do
  local at = FIRST_ARG + 3 * (i - 1)
  local mark, wrong = part(prefix, move, ARGV[at], tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]))
  answer[i] = mark or {0, 0, wrong}
end
return answer
