-- ARGV: what is to be done, by whom, payload, then
-- create: name, settings, how many users, the users, the first of whom is the owner where somebody makes it;
-- add, join: how many users, and for each of them the user and the place of their cursor;
-- remove, leave: how many users, the users;
-- update: name and settings, empty to keep them, the version that is expected or 0;
-- role: member, role; mute: member, ms; dismiss: nothing.
-- Answers status, epoch, version, seq, id, seq and id of the place before, and a list of those who were refused:
-- user, reason. For a group whose keys are damaged the epoch is a list of two: empty, and what is wrong.
local DONE, UNCHANGED, UNKNOWN_GROUP, NOT_A_MEMBER, NOT_ALLOWED, LAST_OWNER, VERSION_CONFLICT, BROKEN =
  0, 1, 2, 3, 4, 5, 6, 7
local FULL, BEHIND, REFUSED = 0, 1, 2
local MEMBER, ADMIN, OWNER = 0, 1, 2
local SYSTEM = '0'
local maxMembers = tonumber(ARGV[9])
local what, by, payload, FIRST = ARGV[FIRST_ARG], ARGV[FIRST_ARG + 1], ARGV[FIRST_ARG + 2], FIRST_ARG + 3
local change = {seq = 0, id = 0, before = -1, beforeId = 0, refused = {}}

local function refuse(user, reason)
  change.refused[#change.refused + 1], change.refused[#change.refused + 2] = user, reason
end

local function setMember(user, seat)
  redis.call(
    'HSET', conv.prefix .. 'members', user,
    seat.role .. ':' .. text(seat.joined) .. ':' .. text(seat.floor) .. ':' .. text(seat.muted))
end

-- Appends the entry of the change, and raises the version.
local function note(kind, users)
  change.before, change.beforeId = conv.head, conv.lastId
  change.seq, change.id = append(kind, by, '0', table.concat(users, ','), payload)
  conv.version = conv.version + 1
  redis.call(
    'HSET', conv.prefix .. 'state', 'version', text(conv.version), 'members', text(conv.members),
    'owners', text(conv.owners))
  return DONE
end

local function refusal(user, collected, count)
  local gone = left(user)
  if gone and collected < gone.left and gone.left > conv.floor then
    return BEHIND
  end
  return conv.members + count >= maxMembers and FULL or nil
end

-- Makes users members, as far as there is room. The first one becomes the owner where there is to be one.
local function addAll(users, collected, hasOwner)
  local fresh, seen = {}, {}
  for i, user in ipairs(users) do
    if not seen[user] and not member(user) then
      local reason = refusal(user, collected[i], #fresh)
      if reason then
        refuse(user, reason)
      else
        fresh[#fresh + 1] = user
        seen[user] = true
      end
    end
  end
  if #fresh == 0 then
    return UNCHANGED
  end
  redis.call('HEXISTS', conv.prefix .. 'marks', '') -- fails before anything is written, should it be damaged
  local ordinal = conv.ordinal
  conv.members = conv.members + #fresh
  conv.owners = conv.owners + (hasOwner and 1 or 0)
  note(JOINED, fresh)
  local floor = string.sub(conv.settings, 1, 1) == 'a' and 0 or change.seq - 1
  local mark = text(change.seq - 1) .. ':' .. text(ordinal) .. ':' .. text(change.seq - 1)
  for i, user in ipairs(fresh) do
    setMember(user, {
      role = hasOwner and i == 1 and OWNER or MEMBER, joined = change.seq, floor = floor, muted = 0})
    redis.call('HSET', conv.prefix .. 'marks', user, mark)
  end
  redis.call('HDEL', conv.prefix .. 'left', unpack(fresh))
  return DONE
end

local function removeAll(users, seats)
  redis.call('HEXISTS', conv.prefix .. 'left', '')
  redis.call('HEXISTS', conv.prefix .. 'marks', '')
  redis.call('HEXISTS', conv.prefix .. 'mentions', '')
  conv.members = conv.members - #users
  for _, seat in ipairs(seats) do
    conv.owners = conv.owners - (seat.role == OWNER and 1 or 0)
  end
  note(LEFT, users)
  for i, user in ipairs(users) do
    redis.call(
      'HSET', conv.prefix .. 'left', user,
      text(seats[i].joined) .. ':' .. text(seats[i].floor) .. ':' .. text(change.seq) .. ':' .. text(change.id) .. ':'
        .. text(now))
  end
  redis.call('HDEL', conv.prefix .. 'members', unpack(users))
  redis.call('HDEL', conv.prefix .. 'marks', unpack(users))
  redis.call('HDEL', conv.prefix .. 'mentions', unpack(users))
  return DONE
end

local function usersFrom(at, step)
  local users, collected = {}, {}
  for i = 1, tonumber(ARGV[at]) do
    users[i] = ARGV[at + 1 + step * (i - 1)]
    collected[i] = step == 2 and tonumber(ARGV[at + 2 + step * (i - 1)]) or 0
  end
  return users, collected
end

local function isLastOwner(seat)
  return seat.role == OWNER and conv.owners == 1
end

local work = {}

function work.create()
  if conv.exists then
    return conv.dismissed > 0 and UNKNOWN_GROUP or UNCHANGED
  end
  conv.settings = ARGV[FIRST + 1]
  local users, collected = usersFrom(FIRST + 2, 1)
  local status = addAll(users, collected, by ~= SYSTEM)
  if status == UNCHANGED then -- by the system, without members
    note(CHANGED, {})
  end
  redis.call('HSET', conv.prefix .. 'state', 'name', ARGV[FIRST], 'settings', conv.settings)
  return DONE
end

function work.join()
  local users, collected = usersFrom(FIRST, 2)
  if string.sub(conv.settings, 3, 3) ~= 'o' and not member(by) then
    return NOT_ALLOWED
  end
  return addAll(users, collected, false)
end

function work.leave()
  local seat = member(by)
  if not seat then
    return left(by) and UNCHANGED or NOT_A_MEMBER
  elseif isLastOwner(seat) then
    return LAST_OWNER
  end
  return removeAll({by}, {seat})
end

function work.add(role)
  if role == MEMBER and string.sub(conv.settings, 2, 2) == 'a' then
    return NOT_ALLOWED
  end
  local users, collected = usersFrom(FIRST, 2)
  return addAll(users, collected, false)
end

local function mayRemove(user, role, seat)
  if user == by then
    return not isLastOwner(seat)
  end
  return role == OWNER or seat.role == MEMBER
end

function work.remove(role)
  if role == MEMBER then
    return NOT_ALLOWED
  end
  local gone, seats, seen = {}, {}, {}
  for _, user in ipairs((usersFrom(FIRST, 1))) do
    local seat = not seen[user] and member(user)
    seen[user] = true
    if seat and not mayRemove(user, role, seat) then
      refuse(user, REFUSED)
    elseif seat then
      gone[#gone + 1], seats[#seats + 1] = user, seat
    end
  end
  return #gone == 0 and UNCHANGED or removeAll(gone, seats)
end

function work.update(role)
  local name, settings, expected = ARGV[FIRST], ARGV[FIRST + 1], tonumber(ARGV[FIRST + 2])
  if role == MEMBER then
    return NOT_ALLOWED
  end
  local isNewName = name ~= '' and name ~= redis.call('HGET', conv.prefix .. 'state', 'name')
  local isOther = settings ~= '' and settings ~= conv.settings
  if not isNewName and not isOther then
    return UNCHANGED
  elseif expected ~= 0 and expected ~= conv.version then
    return VERSION_CONFLICT
  end
  note(CHANGED, {})
  if isNewName then
    redis.call('HSET', conv.prefix .. 'state', 'name', name)
  end
  if isOther then
    redis.call('HSET', conv.prefix .. 'state', 'settings', settings)
  end
  return DONE
end

function work.role(role)
  local user, new = ARGV[FIRST], tonumber(ARGV[FIRST + 1])
  local seat = member(user)
  if role ~= OWNER then
    return NOT_ALLOWED
  elseif not seat then
    return NOT_A_MEMBER
  elseif seat.role == new then
    return UNCHANGED
  elseif isLastOwner(seat) then
    return LAST_OWNER
  end
  conv.owners = conv.owners + (new == OWNER and 1 or 0) - (seat.role == OWNER and 1 or 0)
  note(CHANGED, {user})
  seat.role = new
  setMember(user, seat)
  return DONE
end

function work.mute(role)
  local user, ms = ARGV[FIRST], tonumber(ARGV[FIRST + 1])
  local seat = member(user)
  if role == MEMBER then
    return NOT_ALLOWED
  elseif not seat then
    return NOT_A_MEMBER
  elseif not (seat.role == MEMBER or (role == OWNER and seat.role == ADMIN)) then
    return NOT_ALLOWED
  elseif ms <= 0 and seat.muted <= now then
    return UNCHANGED
  end
  note(CHANGED, {user})
  seat.muted = ms <= 0 and 0 or now + ms
  setMember(user, seat)
  return DONE
end

function work.dismiss(role)
  if role ~= OWNER then
    return NOT_ALLOWED
  end
  note(CHANGED, {})
  conv.dismissed = now
  redis.call('HSET', conv.prefix .. 'state', 'dismissed', text(now))
  keep()
  return DONE
end

local function judge()
  if what == 'create' then
    return work.create()
  elseif not conv.exists then
    return UNKNOWN_GROUP
  elseif conv.dismissed > 0 then
    local isRepeat = what == 'dismiss' and (by == SYSTEM or (member(by) or {}).role == OWNER)
    return isRepeat and UNCHANGED or UNKNOWN_GROUP
  elseif what == 'join' or what == 'leave' then
    return work[what]()
  end
  local seat = by ~= SYSTEM and member(by)
  if by ~= SYSTEM and not seat then
    return NOT_A_MEMBER
  end
  return work[what](seat and seat.role or OWNER)
end

local status, wrong = part(KEYS[1], function(prefix)
  open(prefix)
  return judge()
end)
if not status then
  return {BROKEN, {'', wrong}, 0, 0, 0, -1, 0, {}}
end
local epoch = conv.exists and conv.epoch or ''
return {
  status, epoch, conv.version, change.seq, change.id, change.before, change.beforeId, change.refused}
