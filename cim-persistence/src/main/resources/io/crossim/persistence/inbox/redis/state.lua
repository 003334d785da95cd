-- ARGV for each user: a device, which counts as seen. Answers for each user: epoch, acknowledged, head; for
-- one whose keys are damaged the epoch is a list of two: empty, and what is wrong.
-- When a device was seen is kept to the hour, so that most logins write nothing.
local HOUR = 3600000
local help, maxDevices = helpers(), tonumber(ARGV[5])

local function state(prefix, device)
  open(prefix)
  local cursor = redis.call('HGET', inbox.devicesKey, device)
  local seq = help.acked(cursor)
  local stored, seen = string.match(cursor or '', '^(%d+):(%d+)$')
  if tonumber(stored) ~= seq or now - tonumber(seen) >= HOUR then
    help.note(device, seq)
  end
  if redis.call('HLEN', inbox.devicesKey) > maxDevices then
    help.boundedDevices(device)
  end
  return seq
end

local answer = {}
for i, prefix in ipairs(KEYS) do
  local seq, wrong = help.part(prefix, state, ARGV[FIRST_ARG + i - 1])
  if wrong then
    answer[3 * i - 2], answer[3 * i - 1], answer[3 * i] = {'', wrong}, 0, 0
  else
    answer[3 * i - 2], answer[3 * i - 1], answer[3 * i] = inbox.epoch, seq, inbox.head
  end
end
return answer
