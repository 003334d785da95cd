-- ARGV for each user: a device, which counts as seen. Answers for each user: epoch, acknowledged, head, and
-- whether conversations may have more than the inbox (1 or 0); for one whose keys are damaged the epoch is a
-- list of two: empty, and what is wrong.
-- When a device was seen is kept to the hour, so that most logins write nothing.
local HOUR = 3600000
-- So many cursors are looked through for one of a group; somebody with more may have one.
local CURSORS_AT_ONCE = 128
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

-- Fails for no user: cursors that are damaged stop no login.
local function mayLack(convsKey)
  local count = redis.pcall('HLEN', convsKey)
  if count == 0 then
    return help.isBehind() and 1 or 0
  elseif type(count) == 'number' and count <= CURSORS_AT_ONCE and not help.isBehind() then
    for _, conversation in ipairs(redis.call('HKEYS', convsKey)) do
      if string.sub(conversation, 1, 1) == 'g' then
        return 1
      end
    end
    return 0
  end
  return 1
end

local answer = {}
for i, prefix in ipairs(KEYS) do
  local seq, wrong = help.part(prefix, state, ARGV[FIRST_ARG + i - 1])
  if wrong then
    answer[4 * i - 3], answer[4 * i - 2], answer[4 * i - 1], answer[4 * i] = {'', wrong}, 0, 0, 1
  else
    answer[4 * i - 3], answer[4 * i - 2], answer[4 * i - 1] = inbox.epoch, seq, inbox.head
    answer[4 * i] = mayLack(prefix .. 'convs')
  end
end
return answer
