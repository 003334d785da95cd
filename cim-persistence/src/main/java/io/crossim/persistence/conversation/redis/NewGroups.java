package io.crossim.persistence.conversation.redis;

import static io.crossim.persistence.redis.ScriptInputs.number;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.RedisCall;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ScriptInputs;
import io.lettuce.core.ScriptOutputType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;

/**
 * Gives new groups their ids, and a repeated creation the id that it got before. An id that was
 * given and not used is not given again.
 */
@RequiredArgsConstructor
final class NewGroups {

  private static final LuaScript NEXT_GROUP = LuaScript.load(NewGroups.class, "next-group.lua");
  private static final LuaScript NEW_GROUP = LuaScript.load(NewGroups.class, "new-group.lua");
  private static final byte[] LAST_GROUP = "cim3:{groups}:last".getBytes(ISO_8859_1);

  private final RedisLink link;

  CompletableFuture<Long> id(long creator, String dedupId) {
    byte[] creators = ("cim3:{u" + creator + "}:").getBytes(ISO_8859_1);
    RedisCall call = link.begin();
    return call.<byte[], Long>run(
            NEXT_GROUP,
            ScriptOutputType.VALUE,
            List.of(ScriptInputs.input(LAST_GROUP)),
            ids -> Answer.number(ids.get(0)))
        .thenCompose(
            id ->
                call.<byte[], Long>run(
                    NEW_GROUP,
                    ScriptOutputType.VALUE,
                    List.of(ScriptInputs.input(creators, dedupId.getBytes(UTF_8), number(id))),
                    given -> Answer.number(given.get(0))));
  }
}
