-- What the scripts that read entries have beside the beginning of all.

-- The entries of places from one to another, at most 64 of them. Answers for each place its entry as the stream
-- has it, what 'over' says of it, the payload of its edit, and the sums of its reactions; each is nothing where
-- there is none.
local function entriesOf(from, upTo)
  local list, places = {}, {}
  for seq = from, upTo do
    list[seq] = {}
    places[#places + 1] = text(seq)
  end
  for _, raw in ipairs(redis.call('XRANGE', conv.prefix .. 'log', text(from) .. '-0', text(upTo) .. '-0')) do
    list[tonumber(string.match(raw[1], '^(%d+)'))].raw = raw
  end
  if conv.over then
    local overs = redis.call('HMGET', conv.prefix .. 'over', unpack(places))
    local sums = redis.call('HMGET', conv.prefix .. 'sums', unpack(places))
    for i, place in ipairs(places) do
      local one = list[tonumber(place)]
      one.over, one.sums = overs[i] or nil, sums[i] or nil
      local edit = one.over and tonumber(string.match(one.over, '^E:(%d+)$'))
      one.edit = edit and (find(edit) or {}).payload
    end
  end
  for i, place in ipairs(places) do
    local one = list[tonumber(place)]
    if not one.raw and not (one.over and string.sub(one.over, 1, 2) == 'R:') then
      error('BROKEN log: entry ' .. place .. ' is missing', 0)
    end
  end
  return list
end

local function sizeOf(one)
  return (one.raw and #one.raw[2][2] or 0) + (one.edit and #one.edit or 0)
end

-- An entry in the form of an answer: what the stream has, or its place; over, edit, sums, where there are any.
local function answerOf(seq, one)
  if not one.over and not one.sums then
    return one.raw
  end
  return {one.raw or text(seq) .. '-0', one.over or '', one.edit and {one.edit} or {}, one.sums or ''}
end
