-- ARGV for a user: where to go on, and how many. Answers where to go on then (0 behind the last), the
-- conversations and cursors, and the overflow; for a user whose keys are damaged an empty place, and what is
-- wrong.
local help = helpers()
local page, wrong = help.part(KEYS[1], function(prefix)
  local overflow = help.overflow(prefix .. 'inbox')
  local some = redis.call('HSCAN', prefix .. 'convs', ARGV[FIRST_ARG], 'COUNT', ARGV[FIRST_ARG + 1])
  return {some[1], some[2], overflow}
end)
return page or {'', {wrong}}
