-- ARGV for a user: where to go on, and how many. Answers where to go on then (0 behind the last), and the
-- conversations and cursors; for a user whose keys are damaged an empty place, and what is wrong.
local page, wrong = helpers().part(KEYS[1], function(prefix)
  return redis.call('HSCAN', prefix .. 'convs', ARGV[FIRST_ARG], 'COUNT', ARGV[FIRST_ARG + 1])
end)
return page or {'', {wrong}}
