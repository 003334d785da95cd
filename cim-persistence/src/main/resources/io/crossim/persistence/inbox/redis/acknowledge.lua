-- ARGV for each user: device, epoch, seq. Answers what is wrong with the users whose keys are damaged: for
-- each the user and what is wrong.
local help, maxDevices = helpers(), tonumber(ARGV[5])

local function placeOf(devices, device)
  for d = 1, #devices, 2 do
    if devices[d] == device then
      return d
    end
  end
  return #devices + 1
end

local function acknowledge(prefix, device, theirs, seq)
  open(prefix)
  if theirs ~= inbox.epoch or seq > inbox.head then
    return
  end
  local devices = help.boundedDevices(device)
  local own = devices and placeOf(devices, device)
  local cursor
  if devices then
    cursor = devices[own + 1]
  else
    cursor = redis.call('HGET', inbox.devicesKey, device)
  end
  if seq <= help.acked(cursor) then
    return
  end
  if devices then
    local go = {}
    devices[own], devices[own + 1] = device, text(seq) .. ':' .. text(now)
    if #devices > 2 * maxDevices then
      devices, go = help.divide(devices, device)
    end
    help.trim((help.span(devices)))
    help.forget(go)
  end
  help.note(device, seq)
end

local answer = {}
for i, prefix in ipairs(KEYS) do
  local at = FIRST_ARG + 3 * (i - 1)
  local _, wrong = help.part(prefix, acknowledge, ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2]))
  if wrong then
    answer[#answer + 1], answer[#answer + 2] = tonumber(string.match(prefix, '{u(%d+)}')), wrong
  end
end
return answer
