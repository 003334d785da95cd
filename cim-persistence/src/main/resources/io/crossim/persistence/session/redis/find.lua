-- KEYS: the sessions of users. Answers the fields and values of each, in the same order.
local answer = {}
for i, key in ipairs(KEYS) do
  answer[i] = redis.call('HGETALL', key)
end
return answer
