-- ARGV for each user: a device, which counts as seen. Answers for each user: epoch, acknowledged, head.
-- When a device was seen is kept to the hour, so that most logins write nothing.
local HOUR = 3600000
local answer = {}
for i, prefix in ipairs(KEYS) do
  open(prefix)
  local device = ARGV[3 + i]
  local cursor = redis.call('HGET', devicesKey, device)
  local seq = acked(cursor)
  local stored, seen = string.match(cursor or '', '^(%d+):(%d+)$')
  if tonumber(stored) ~= seq or now - tonumber(seen) >= HOUR then
    note(device, seq)
  end
  answer[3 * i - 2], answer[3 * i - 1], answer[3 * i] = epoch, seq, head
end
return answer
