package io.crossim.persistence.account.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.common.protocol.UserNames;
import io.crossim.common.result.CimException;
import io.crossim.persistence.account.UserIds;
import io.crossim.persistence.redis.RedisCall;
import io.lettuce.core.RedisCommandExecutionException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Accounts that protocol version 2 left in this Redis: {@code cim-account:ID} holds the name, and a
 * key that is the bare name holds {@code cim-account:ID}. One exists only where both agree. They
 * are read and never written.
 *
 * <p>Names were raw keys there. A name that looks like a key of either version is therefore not
 * taken over: what stands under it need not be an account's.
 */
final class OlderAccounts {

  private static final String PREFIX = "cim-account:";

  private OlderAccounts() {}

  /** The id that a name had. */
  static OptionalLong idOf(RedisCall call, String userName) {
    if (!isSafe(userName)) {
      return OptionalLong.empty();
    }
    OptionalLong userId = parse(read(call, userName));
    if (userId.isPresent() && userName.equals(read(call, PREFIX + userId.getAsLong()))) {
      return userId;
    }
    return OptionalLong.empty();
  }

  /** The name that an id had. */
  static Optional<String> nameOf(RedisCall call, long userId) {
    String userName = read(call, PREFIX + userId);
    if (userName != null && isSafe(userName) && (PREFIX + userId).equals(read(call, userName))) {
      return Optional.of(userName);
    }
    return Optional.empty();
  }

  /** Whether an id was given to anyone, agreeing or not; then it must not be given again. */
  static boolean isTaken(RedisCall call, long userId) {
    return call.one(redis -> redis.exists((PREFIX + userId).getBytes(UTF_8))) > 0;
  }

  private static boolean isSafe(String userName) {
    if (userName.startsWith(PREFIX) || userName.startsWith(AccountKeys.PREFIX)) {
      return false;
    }
    try {
      UserNames.check(userName);
      return true;
    } catch (CimException e) {
      return false;
    }
  }

  private static OptionalLong parse(@Nullable String value) {
    if (value == null || !value.matches(PREFIX + "[1-9][0-9]{0,15}")) {
      return OptionalLong.empty();
    }
    long userId = Long.parseLong(value.substring(PREFIX.length()));
    return UserIds.isValid(userId) ? OptionalLong.of(userId) : OptionalLong.empty();
  }

  /** Null where there is no value, or one of another type. */
  private static @Nullable String read(RedisCall call, String key) {
    byte[] value =
        call.one(
            redis -> redis.get(key.getBytes(UTF_8)).exceptionally(OlderAccounts::nullIfOtherType));
    return value == null ? null : new String(value, UTF_8);
  }

  @SuppressWarnings("NullAway") // what Redis answers for no value
  private static byte[] nullIfOtherType(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RedisCommandExecutionException error
        && String.valueOf(error.getMessage()).startsWith("WRONGTYPE")) {
      return null;
    }
    throw new CompletionException(cause);
  }
}
