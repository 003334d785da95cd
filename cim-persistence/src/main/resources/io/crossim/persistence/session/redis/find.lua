-- KEYS: the sessions of users. Answers the fields and values of each, in the same order. A key of another type
-- holds no sessions; only what is wrong with Redis itself fails for all.
local answer = {}
for i, key in ipairs(KEYS) do
  local fields = redis.pcall('HGETALL', key)
  if fields.err then
    if not string.find(fields.err, 'WRONGTYPE', 1, true) then
      return fields
    end
    fields = {}
  end
  answer[i] = fields
end
return answer
