-- Answers a list of whom the user refuses; for one whose keys are damaged 0, and what is wrong.
local users, wrong = helpers().part(KEYS[1], function(prefix)
  return redis.call('HKEYS', prefix .. 'blocked')
end)
return users and {users} or {0, wrong}
