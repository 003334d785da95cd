-- ARGV: pairs of a message's id for a day and its payload.
-- Answers {epoch, then for each: 0 stored, 1 known, 2 full; seq, id, time}.
local period = math.floor(now / DAY)
local today = KEYS[4] .. text(period)
local yesterday = KEYS[4] .. text(period - 1)
local maxLength = tonumber(ARGV[3])
local answer = {epoch}
local first = head

local function add(status, seq, id, time)
  answer[#answer + 1] = status
  answer[#answer + 1] = seq
  answer[#answer + 1] = id
  answer[#answer + 1] = time
end

for i = 4, #ARGV, 2 do
  local known = redis.call('HGET', today, ARGV[i]) or redis.call('HGET', yesterday, ARGV[i])
  if known then
    local seq, id, time = string.match(known, '^(%d+):(%d+):(%d+)$')
    add(1, tonumber(seq), tonumber(id), tonumber(time))
  else
    if head - floor >= maxLength then
      local _, most = span()
      trim(most)
    end
    if head - floor >= maxLength then
      add(2, 0, 0, 0)
    else
      head = head + 1
      lastId = math.max(lastId + 1, now)
      local place, id, time = text(head) .. '-0', text(lastId), text(now)
      if id == time then
        redis.call('XADD', KEYS[2], place, 'p', ARGV[i + 1], 'i', id)
      else
        redis.call('XADD', KEYS[2], place, 'p', ARGV[i + 1], 'i', id, 't', time)
      end
      redis.call('HSET', today, ARGV[i], text(head) .. ':' .. id .. ':' .. time)
      add(0, head, lastId, now)
    end
  end
end

if head > first then
  redis.call('HSET', KEYS[1], 'head', text(head), 'lastId', text(lastId))
  if redis.call('PTTL', today) < 0 then
    redis.call('PEXPIRE', today, 2 * DAY)
  end
  if first == floor and redis.call('PTTL', KEYS[2]) < 0 then
    redis.call('PEXPIRE', KEYS[2], redis.call('PTTL', KEYS[1]))
  end
end
return answer
