-- ARGV for a user: conversations. Answers a list of times until which they are muted, 0 for not; for a user whose
-- keys are damaged 0, and what is wrong.
local times, wrong = helpers().part(KEYS[1], function(prefix)
  local times = {}
  for i = FIRST_ARG, #ARGV do
    times[#times + 1] = redis.call('HGET', prefix .. 'muted', ARGV[i]) or '0'
  end
  return times
end)
return times and {times} or {0, wrong}
