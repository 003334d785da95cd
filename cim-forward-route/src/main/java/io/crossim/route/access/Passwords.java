package io.crossim.route.access;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Hashes passwords and compares them with hashes, by Argon2id. Each costs 16 MB and some tens of
 * milliseconds of a processor, which is the point; so few are done at once, some wait, and what is
 * more is refused. Never blocks.
 */
public final class Passwords implements AutoCloseable {

  private static final int LEAST = 8;
  private static final int MOST = 128;

  /** Who waits behind these would not be answered in time. */
  private static final int WAITING = 32;

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int MEMORY_KB = 16 << 10;
  private static final int ROUNDS = 2;

  private final Argon2PasswordEncoder argon2 =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, /* parallelism= */ 1, MEMORY_KB, ROUNDS);

  private final ThreadPoolExecutor threads;

  public Passwords() {
    int size = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "passwords");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Whether a password may be given to an account.
   *
   * @param field how the caller named it
   * @throws CimException when it may not
   */
  public static String check(String field, @Nullable String password) {
    if (password == null || password.length() < LEAST || password.length() > MOST) {
      throw CimException.invalid(
          field,
          password == null ? "nothing" : password.length() + " characters",
          LEAST + " to " + MOST + " characters");
    }
    return password;
  }

  /**
   * The hash of a password.
   *
   * @return fails with {@link ResultCode#REQUEST_LIMIT} when too many wait
   */
  public CompletableFuture<String> hash(String password) {
    return later(() -> argon2.encode(password));
  }

  /**
   * Whether this is the password of a hash.
   *
   * @return fails with {@link ResultCode#REQUEST_LIMIT} when too many wait
   */
  public CompletableFuture<Boolean> match(String password, String hash) {
    return password.length() > MOST
        ? CompletableFuture.completedFuture(false)
        : later(() -> argon2.matches(password, hash));
  }

  private <T> CompletableFuture<T> later(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, threads);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new CimException(ResultCode.REQUEST_LIMIT, "too many logins at once; try again", e));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
