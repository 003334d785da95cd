package io.crossim.persistence.account.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.account.UserIds;
import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.RedisCall;
import io.crossim.persistence.redis.RedisLink;
import io.lettuce.core.ScriptOutputType;
import java.util.Optional;
import java.util.OptionalLong;
import lombok.RequiredArgsConstructor;

/**
 * Accounts in Redis. The name's key and the id's key lie in different slots of a cluster, so no
 * script can write both. Registration is therefore two steps, each atomic, each harmless when
 * repeated:
 *
 * <ol>
 *   <li>the name's key is claimed with an id; the first claim wins, everybody reads the winner's;
 *   <li>the id's key is claimed with the name, by everybody, before anyone is told the id.
 * </ol>
 *
 * <p>A registration that dies between the two has told nobody, and the next one of that name ends
 * it. Should the id turn out to be another name's (a counter that was lost and a clock that went
 * back), the name's claim moves on to a fresh id.
 *
 * <p>Accounts of protocol version 2 are taken over when they are asked for.
 */
@RequiredArgsConstructor
public final class RedisAccountStore implements AccountStore {

  private static final LuaScript NEXT_ID = LuaScript.load(RedisAccountStore.class, "next-id.lua");
  private static final LuaScript EXCHANGE = LuaScript.load(RedisAccountStore.class, "exchange.lua");

  private final RedisLink link;

  @Override
  public StoredAccount register(String userName) {
    RedisCall call = link.begin();
    byte[] key = AccountKeys.idOf(userName);
    byte[] standing = call.one(redis -> redis.get(key));
    long userId = standing == null ? claim(call, key, newId(call, userName)) : number(standing);
    while (!isOwn(call, userId, userName)) {
      userId = exchange(call, key, userId, freshId(call));
    }
    return new StoredAccount(userId, userName);
  }

  @Override
  public Optional<StoredAccount> find(long userId) {
    if (!UserIds.isValid(userId)) {
      return Optional.empty();
    }
    RedisCall call = link.begin();
    byte[] userName = call.one(redis -> redis.get(AccountKeys.nameOf(userId)));
    if (userName != null) {
      return Optional.of(new StoredAccount(userId, new String(userName, UTF_8)));
    }
    return OlderAccounts.nameOf(call, userId)
        .filter(older -> claim(call, AccountKeys.idOf(older), userId) == userId)
        .filter(older -> isOwn(call, userId, older))
        .map(older -> new StoredAccount(userId, older));
  }

  /** The id that the name has from before, else a fresh one. */
  private static long newId(RedisCall call, String userName) {
    OptionalLong older = OlderAccounts.idOf(call, userName);
    return older.isPresent() ? older.getAsLong() : freshId(call);
  }

  private static long freshId(RedisCall call) {
    while (true) {
      byte[] next =
          call.one(redis -> NEXT_ID.run(redis, ScriptOutputType.VALUE, AccountKeys.LAST_ID));
      long userId = number(next);
      if (!OlderAccounts.isTaken(call, userId)) {
        return userId;
      }
    }
  }

  /** Answers the id that the name's key holds from now on. */
  private static long claim(RedisCall call, byte[] key, long userId) {
    byte[] standing =
        call.one(redis -> LuaScript.CLAIM.run(redis, ScriptOutputType.VALUE, key, bytes(userId)));
    return number(standing);
  }

  private static long exchange(RedisCall call, byte[] key, long from, long to) {
    byte[] standing =
        call.one(redis -> EXCHANGE.run(redis, ScriptOutputType.VALUE, key, bytes(from), bytes(to)));
    return number(standing);
  }

  /** Writes the account down by its id, and says whether that id is this name's. */
  private static boolean isOwn(RedisCall call, long userId, String userName) {
    byte[] standing =
        call.one(
            redis ->
                LuaScript.CLAIM.run(
                    redis,
                    ScriptOutputType.VALUE,
                    AccountKeys.nameOf(userId),
                    userName.getBytes(UTF_8)));
    return userName.equals(new String(standing, UTF_8));
  }

  private static byte[] bytes(long number) {
    return Long.toString(number).getBytes(UTF_8);
  }

  private static long number(byte[] digits) {
    return Long.parseLong(new String(digits, UTF_8));
  }

  /** The connection belongs to whoever made its factory. */
  @Override
  public void close() {}
}
