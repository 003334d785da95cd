-- The beginning of the scripts that write sessions.

-- Reads two fields. A key of another type holds no sessions: it is put aside, so that one damaged key keeps
-- neither its user nor the others of this call out.
local function stored(key, field)
  local fields = redis.pcall('HMGET', key, field, 'last')
  if not fields.err then
    return fields
  elseif not string.find(fields.err, 'WRONGTYPE', 1, true) then
    error(fields.err, 0)
  end
  redis.call('RENAME', key, key .. ':damaged')
  return {}
end

-- A Redis that is full refuses the first write of a script if it may take memory, and no later one. So this one,
-- which changes nothing, comes first: people can log in and free some.
local hasWritten = false
local function write(key, ...)
  if not hasWritten then
    redis.call('HDEL', key, '')
    hasWritten = true
  end
  redis.call('HSET', key, ...)
end

