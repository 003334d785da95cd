-- KEYS[1] the name of an id, KEYS[2] its credential; ARGV[1] the hash of its first password. Answers
-- 1 when the account has that now, 0 when there is no account or when it has a password.
if redis.call('EXISTS', KEYS[1]) == 1 and redis.call('SET', KEYS[2], '1 ' .. ARGV[1], 'NX') then
  return 1
end
return 0
