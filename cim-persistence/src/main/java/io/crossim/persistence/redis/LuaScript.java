package io.crossim.persistence.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A Lua script over keys of one slot. It is called by its digest, and sent in full only to a Redis
 * that does not know it. Scripts write after reading the time, so they need Redis 5 or newer.
 */
public final class LuaScript {

  /** Stores ARGV[1] unless the key has a value already; answers the value that stands then. */
  public static final LuaScript CLAIM = load(LuaScript.class, "claim.lua");

  private final byte[] source;
  private final String digest;

  private LuaScript(byte[] source) {
    this.source = source;
    this.digest = sha1(source);
  }

  /** Loads the script of these files beside a class, one after the other. */
  public static LuaScript load(Class<?> owner, String... files) {
    ByteArrayOutputStream source = new ByteArrayOutputStream();
    for (String file : files) {
      try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(file), file)) {
        in.transferTo(source);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new LuaScript(source.toByteArray());
  }

  /** Issues the script; {@code type} says how its answer is read. */
  public <T> CompletionStage<T> run(
      RedisClusterAsyncCommands<byte[], byte[]> redis,
      ScriptOutputType type,
      byte[] key,
      byte[]... args) {
    return run(redis, type, new byte[][] {key}, args);
  }

  /** Issues the script over several keys of one slot. */
  public <T> CompletionStage<T> run(
      RedisClusterAsyncCommands<byte[], byte[]> redis,
      ScriptOutputType type,
      byte[][] keys,
      byte[]... args) {
    CompletableFuture<T> result = new CompletableFuture<>();
    byDigest(redis, type, keys, args, result, () -> {});
    return result;
  }

  /**
   * Issues the script over the keys of an input, in full where Redis is not known to know it: a
   * script that is sent a second time would come behind what was issued meanwhile.
   *
   * @param fullFirst whether one Redis answers every call, so that it is known what it knows
   */
  <T> CompletionStage<T> run(
      RedisClusterAsyncCommands<byte[], byte[]> redis,
      ScriptOutputType type,
      KnownScripts known,
      boolean fullFirst,
      ScriptInput input) {
    CompletableFuture<T> result = new CompletableFuture<>();
    if (!fullFirst || known.contains(this)) {
      byDigest(redis, type, input.keys(), input.args(), result, known::noteSentAgain);
    } else {
      RedisFuture<T> full = redis.eval(source, type, input.keys(), input.args());
      full.whenComplete(
          (value, failure) -> {
            if (failure == null) {
              known.add(this);
            }
            finish(result, value, failure);
          });
      takeBackWith(result, full);
    }
    return result;
  }

  /**
   * @param sentAgain is told when Redis does not know the script, just before it gets it in full
   */
  private <T> void byDigest(
      RedisClusterAsyncCommands<byte[], byte[]> redis,
      ScriptOutputType type,
      byte[][] keys,
      byte[][] args,
      CompletableFuture<T> result,
      Runnable sentAgain) {
    RedisFuture<T> issued = redis.evalsha(digest, type, keys, args);
    issued.whenComplete(
        (value, failure) -> {
          if (isUnknown(failure) && !result.isDone()) {
            sentAgain.run();
            redis
                .<T>eval(source, type, keys, args)
                .whenComplete((late, lateFailure) -> finish(result, late, lateFailure));
          } else {
            finish(result, value, failure);
          }
        });
    takeBackWith(result, issued);
  }

  /** Gives the command up when the result is given up: it must not be written afterwards. */
  private static <T> void takeBackWith(CompletableFuture<T> result, RedisFuture<T> command) {
    result.whenComplete((value, failure) -> command.cancel(true));
  }

  private static <T> void finish(
      CompletableFuture<T> result, T value, @Nullable Throwable failure) {
    if (failure == null) {
      result.complete(value);
    } else {
      result.completeExceptionally(failure);
    }
  }

  private static boolean isUnknown(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof RedisNoScriptException;
  }

  private static String sha1(byte[] source) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(source));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
