-- KEYS[1] the credential; ARGV[1] the version that it must have, '' for any; ARGV[2] its next hash,
-- '' for the one it has. Answers 1 when it has the next version, 0 when nothing was changed.
local standing = redis.call('GET', KEYS[1])
if not standing then
  return 0
end
local version, hash = string.match(standing, '^(%d+) (.*)$')
if ARGV[1] ~= '' and ARGV[1] ~= version then
  return 0
end
if ARGV[2] ~= '' then
  hash = ARGV[2]
end
-- A Redis that is full refuses only a first write that may take memory: this one takes none, and there is no
-- expiry that it could remove. An end of all tokens MUST be possible then too.
redis.call('PERSIST', KEYS[1])
redis.call('SET', KEYS[1], string.format('%d', tonumber(version) + 1) .. ' ' .. hash)
return 1
