-- ARGV for each user: a device, which counts as seen. Answers for each user: epoch, acknowledged, head.
local answer = {}
for i, prefix in ipairs(KEYS) do
  open(prefix)
  local seq = ackedOf(ARGV[3 + i])
  note(ARGV[3 + i], seq)
  answer[3 * i - 2], answer[3 * i - 1], answer[3 * i] = epoch, seq, head
end
return answer
