-- ARGV for a user: the overflow at the beginning. Answers nothing or, where the user's keys are damaged, the user
-- and what is wrong.
local help = helpers()
local _, wrong = help.part(KEYS[1], function(prefix)
  open(prefix)
  if help.overflow(inbox.stateKey) == tonumber(ARGV[FIRST_ARG]) then
    help.beforeGrowing()
    help.setBehind(false)
  end
end)
return wrong and {tonumber(string.match(KEYS[1], '{u(%d+)}')), wrong} or {}
