-- ARGV for each conversation: how many places, and the places. Answers for each a list of its entries, an empty
-- text where there is none; for one whose keys are damaged only what is wrong.
local function resolve(prefix, at, count)
  open(prefix)
  local entries = {}
  for i = 1, count do
    local seq = tonumber(ARGV[at + i])
    if conv.exists and seq > conv.floor and seq <= conv.head then
      entries[i] = answerOf(seq, entriesOf(seq, seq)[seq])
    else
      entries[i] = ''
    end
  end
  return entries
end

local answer, at = {}, FIRST_ARG
for i, prefix in ipairs(KEYS) do
  local count = tonumber(ARGV[at])
  local entries, wrong = part(prefix, resolve, at, count)
  answer[i] = entries or wrong
  at = at + 1 + count
end
return answer
