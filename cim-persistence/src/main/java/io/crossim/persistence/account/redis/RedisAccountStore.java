package io.crossim.persistence.account.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.account.UserIds;
import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.RedisCall;
import io.crossim.persistence.redis.RedisLink;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScriptOutputType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Accounts in Redis. The name's key and the id's key lie in different slots of a cluster, so no
 * script can write both. Registration is therefore two steps, each atomic, each harmless when
 * repeated:
 *
 * <ol>
 *   <li>the name's key is claimed with an id; the first claim wins, everybody reads the winner's;
 *   <li>the id's key is claimed with the name, by everybody, before anyone is told the id; with the
 *       claim it is settled whether the account has a password.
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
  private static final LuaScript CREATE = LuaScript.load(RedisAccountStore.class, "create.lua");
  private static final LuaScript RENEW = LuaScript.load(RedisAccountStore.class, "renew.lua");
  private static final LuaScript GIVE = LuaScript.load(RedisAccountStore.class, "give.lua");

  private final RedisLink link;

  @Override
  public StoredAccount register(String userName, @Nullable String passwordHash) {
    RedisCall call = link.begin();
    byte[] key = AccountKeys.idOf(userName);
    byte[] standing = call.one(redis -> redis.get(key));
    long userId =
        standing == null ? claim(call, key, newId(call, userName)) : AccountFields.number(standing);
    StoredAccount account = create(call, userId, userName, passwordHash);
    while (!account.userName().equals(userName)) {
      userId = exchange(call, key, userId, freshId(call));
      account = create(call, userId, userName, passwordHash);
    }
    return account;
  }

  @Override
  public Optional<StoredAccount> find(long userId) {
    if (!UserIds.isValid(userId)) {
      return Optional.empty();
    }
    RedisCall call = link.begin();
    List<KeyValue<byte[], byte[]>> found =
        call.one(redis -> redis.mget(AccountKeys.nameOf(userId), AccountKeys.credentialOf(userId)));
    if (found.get(0).hasValue()) {
      return Optional.of(
          AccountFields.account(
              userId, found.get(0).getValue(), found.get(1).getValueOrElse(AccountFields.NONE)));
    }
    return OlderAccounts.nameOf(call, userId)
        .filter(older -> claim(call, AccountKeys.idOf(older), userId) == userId)
        .flatMap(
            older ->
                Optional.of(create(call, userId, older, null))
                    .filter(account -> account.userName().equals(older)));
  }

  @Override
  public Optional<StoredAccount> find(String userName) {
    RedisCall call = link.begin();
    byte[] standing = call.one(redis -> redis.get(AccountKeys.idOf(userName)));
    OptionalLong userId =
        standing == null
            ? OlderAccounts.idOf(call, userName)
            : OptionalLong.of(AccountFields.number(standing));
    return userId.isEmpty()
        ? Optional.empty()
        : find(userId.getAsLong()).filter(account -> account.userName().equals(userName));
  }

  @Override
  public boolean changePassword(long userId, long version, String passwordHash) {
    return renew(userId, AccountFields.bytes(version), passwordHash.getBytes(UTF_8));
  }

  @Override
  public boolean givePassword(long userId, String passwordHash) {
    byte[][] keys = {AccountKeys.nameOf(userId), AccountKeys.credentialOf(userId)};
    Long given =
        link.begin()
            .one(
                redis ->
                    GIVE.run(redis, ScriptOutputType.INTEGER, keys, passwordHash.getBytes(UTF_8)));
    return given == 1;
  }

  @Override
  public boolean revoke(long userId) {
    return renew(userId, AccountFields.NONE, AccountFields.NONE);
  }

  private boolean renew(long userId, byte[] version, byte[] hash) {
    Long renewed =
        link.begin()
            .one(
                redis ->
                    RENEW.run(
                        redis,
                        ScriptOutputType.INTEGER,
                        AccountKeys.credentialOf(userId),
                        version,
                        hash));
    return renewed == 1;
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
      long userId = AccountFields.number(next);
      if (!OlderAccounts.isTaken(call, userId)) {
        return userId;
      }
    }
  }

  /** Answers the id that the name's key holds from now on. */
  private static long claim(RedisCall call, byte[] key, long userId) {
    byte[] standing =
        call.one(
            redis ->
                LuaScript.CLAIM.run(
                    redis, ScriptOutputType.VALUE, key, AccountFields.bytes(userId)));
    return AccountFields.number(standing);
  }

  private static long exchange(RedisCall call, byte[] key, long from, long to) {
    byte[] standing =
        call.one(
            redis ->
                EXCHANGE.run(
                    redis,
                    ScriptOutputType.VALUE,
                    key,
                    AccountFields.bytes(from),
                    AccountFields.bytes(to)));
    return AccountFields.number(standing);
  }

  /** Writes the account down by its id, unless one stands there; answers the one that does. */
  private static StoredAccount create(
      RedisCall call, long userId, String userName, @Nullable String passwordHash) {
    byte[][] keys = {AccountKeys.nameOf(userId), AccountKeys.credentialOf(userId)};
    List<byte @Nullable []> standing =
        call.one(
            redis ->
                CREATE.run(
                    redis,
                    ScriptOutputType.MULTI,
                    keys,
                    userName.getBytes(UTF_8),
                    passwordHash == null ? AccountFields.NONE : passwordHash.getBytes(UTF_8)));
    byte[] credential = standing.get(1);
    return AccountFields.account(
        userId,
        Objects.requireNonNull(standing.get(0)),
        credential == null ? AccountFields.NONE : credential);
  }

  @Override
  public Optional<String> trouble() {
    return link.trouble();
  }

  /** Closes nothing: the connection belongs to the maker of its factory. */
  @Override
  public void close() {}
}
