-- ARGV for each user: device, epoch, seq. Answers what is wrong with the users whose keys are damaged: for
-- each the user and what is wrong.

-- The devices with one that has acknowledged so much: those that stay, and those that go.
local function withOwn(devices, device, seq)
  local own = #devices + 1
  for d = 1, #devices, 2 do
    if devices[d] == device then
      own = d
    end
  end
  devices[own], devices[own + 1] = device, text(seq) .. ':' .. text(now)
  if #devices > 2 * maxDevices then
    return divide(devices, device)
  end
  return devices, {}
end

local function cursorOf(devices, device)
  if not devices then
    return redis.call('HGET', devicesKey, device)
  end
  for d = 1, #devices, 2 do
    if devices[d] == device then
      return devices[d + 1]
    end
  end
end

local function acknowledge(prefix, device, theirs, seq)
  open(prefix)
  if theirs ~= epoch or seq > head then
    return
  end
  local devices = boundedDevices(device)
  if seq <= acked(cursorOf(devices, device)) then
    return
  end
  if devices then
    local stay, go = withOwn(devices, device, seq)
    trim((span(stay)))
    forget(go)
  end
  note(device, seq)
end

local answer = {}
for i, prefix in ipairs(KEYS) do
  local at = FIRST_ARG + 3 * (i - 1)
  local _, wrong = part(prefix, acknowledge, ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2]))
  if wrong then
    answer[#answer + 1], answer[#answer + 2] = tonumber(string.match(prefix, '{u(%d+)}')), wrong
  end
end
return answer
