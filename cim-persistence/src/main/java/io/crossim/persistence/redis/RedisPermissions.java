package io.crossim.persistence.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.common.result.UnavailableException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Checks that the access list of a Redis permits all that the stores do. */
public final class RedisPermissions {

  private static final LuaScript SCRIPT = LuaScript.load(RedisPermissions.class, "permissions.lua");
  private static final byte[] KEY = "cim3:epoch".getBytes(UTF_8);

  /** Accounts of protocol version 2 have keys like this one, and others that are bare names. */
  private static final byte[] OLDER_KEY = "cim-account:0".getBytes(UTF_8);

  private static final byte[] NAME_KEY = "a name of version 2".getBytes(UTF_8);

  private RedisPermissions() {}

  /**
   * Tries everything that the stores do, without any effect. Blocks.
   *
   * @throws UnavailableException when a permission is missing, with its name; or when Redis does
   *     not answer
   */
  public static void check(RedisLink link) {
    List<String> missing = new ArrayList<>();
    byte[] word = UUID.randomUUID().toString().getBytes(UTF_8);
    plainCommands(word)
        .forEach(
            (what, trial) -> {
              if (isDenied(link, trial)) {
                missing.add(what);
              }
            });
    if (missing.isEmpty()) {
      List<byte[]> denied =
          link.begin().one(redis -> SCRIPT.run(redis, ScriptOutputType.MULTI, KEY, word));
      denied.forEach(command -> missing.add(new String(command, UTF_8)));
    }
    if (!missing.isEmpty()) {
      throw new UnavailableException(
          "the Redis user lacks permissions: "
              + String.join(", ", missing)
              + "; doc/operations.md lists what it needs",
          null);
    }
  }

  private static Map<String, Trial> plainCommands(byte[] word) {
    Map<String, Trial> commands = new LinkedHashMap<>();
    commands.put("GET of keys cim3:*", redis -> redis.get(KEY));
    commands.put("MGET", redis -> redis.mget(KEY));
    commands.put("EXISTS", redis -> redis.exists(KEY));
    commands.put("WAIT", redis -> redis.waitForReplication(0, 1));
    commands.put("GET of keys cim-account:*", redis -> redis.get(OLDER_KEY));
    commands.put("GET of all keys, as names of version 2 are", redis -> redis.get(NAME_KEY));
    commands.put("EVAL", redis -> redis.eval("return 1", ScriptOutputType.INTEGER, KEY));
    commands.put("EVALSHA", redis -> SCRIPT.run(redis, ScriptOutputType.MULTI, KEY, word));
    return commands;
  }

  private static boolean isDenied(RedisLink link, Trial trial) {
    try {
      link.begin().one(redis -> trial.issue(redis).thenApply(answer -> true));
      return false;
    } catch (UnavailableException e) {
      if (e.getCause() instanceof RedisCommandExecutionException refusal) {
        RedisTrouble trouble = RedisTrouble.of(String.valueOf(refusal.getMessage()));
        if (trouble == RedisTrouble.PERMISSION) {
          return true;
        } else if (trouble == RedisTrouble.OTHER) {
          return false; // permitted, and refused for what it was given
        }
      }
      throw e;
    }
  }

  /** A command that is tried. */
  private interface Trial {
    CompletionStage<?> issue(RedisClusterAsyncCommands<byte[], byte[]> redis);
  }
}
