package io.crossim.route.access;

import io.crossim.common.protocol.Surrogates;
import io.crossim.common.result.CimException;
import java.util.function.LongConsumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Hashes passwords and compares them with hashes, by Argon2id. Each costs 16 MB and some tens of
 * milliseconds of a processor, which is the point: {@link HashingQueue} says who may when. Any
 * thread.
 */
@RequiredArgsConstructor
final class Passwords {

  private static final int LEAST = 8;
  private static final int MOST = 128;

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int MEMORY_KB = 16 << 10;
  private static final int ROUNDS = 2;

  /** Takes the nanoseconds that each hash took. */
  private final LongConsumer cost;

  private final Argon2PasswordEncoder argon2 =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, /* parallelism= */ 1, MEMORY_KB, ROUNDS);

  /**
   * Whether a password may be given to an account.
   *
   * @param field how the caller named it
   * @throws CimException when it may not
   */
  static String check(String field, @Nullable String password) {
    if (password == null || password.length() < LEAST || password.length() > MOST) {
      throw CimException.invalid(
          field,
          password == null ? "nothing" : password.length() + " characters",
          LEAST + " to " + MOST + " characters");
    }
    checkWhole(field, password);
    return password;
  }

  /** Refuses what has no form in UTF-8, of which hashes are made. */
  static void checkWhole(String field, @Nullable String password) {
    if (password != null && Surrogates.isOneUnpaired(password)) {
      throw CimException.invalid(field, "an unpaired surrogate", "whole characters");
    }
  }

  /** The hash of a password. */
  String hash(String password) {
    long begun = System.nanoTime();
    String hash = argon2.encode(password);
    cost.accept(System.nanoTime() - begun);
    return hash;
  }

  /** Whether this is the password of a hash. */
  boolean match(String password, String hash) {
    if (password.length() > MOST) {
      return false;
    }
    long begun = System.nanoTime();
    boolean isRight = argon2.matches(password, hash);
    cost.accept(System.nanoTime() - begun);
    return isRight;
  }
}
