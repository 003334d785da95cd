-- ARGV for a user: 0, or another one, who alone is looked for. Answers a list of whom the user refuses; for one whose
-- keys are damaged 0, and what is wrong.
local users, wrong = helpers().part(KEYS[1], function(prefix)
  local key, other = prefix .. 'blocked', ARGV[FIRST_ARG]
  if other == '0' then
    return redis.call('HKEYS', key)
  end
  return redis.call('HEXISTS', key, other) == 1 and {other} or {}
end)
return users and {users} or {0, wrong}
