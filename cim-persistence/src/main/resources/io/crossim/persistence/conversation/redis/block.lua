-- ARGV for a pair: who blocks, and 1 to refuse what the other one posts, 0 to take it again. Answers what is wrong
-- with the keys of the pair, mostly an empty text.
local _, wrong = part(KEYS[1], function(prefix)
  if ARGV[FIRST_ARG + 1] == '1' then
    redis.call('HSET', prefix .. 'blocked', ARGV[FIRST_ARG], text(now))
  else
    redis.call('HDEL', prefix .. 'blocked', ARGV[FIRST_ARG])
  end
end)
return {wrong or ''}
