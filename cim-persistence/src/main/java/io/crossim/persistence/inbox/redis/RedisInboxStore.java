package io.crossim.persistence.inbox.redis;

import static io.crossim.persistence.inbox.redis.InboxKeys.bytes;
import static io.crossim.persistence.inbox.redis.InboxKeys.number;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxPage.Continuity;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.StoredMessage;
import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.RedisCall;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ScriptInput;
import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Inboxes in Redis 6.2 or newer, alone, behind Sentinels or as a cluster. A batch goes out at once,
 * one script per user, so that what one user gets in a batch is stored all or not at all.
 *
 * <p>The scripts see by its {@code master_replid} that Redis was restarted, restored or replaced,
 * and give the inbox another epoch before they do anything else.
 */
public final class RedisInboxStore implements InboxStore {

  private static final LuaScript APPEND = script("append.lua");
  private static final LuaScript READ = script("read.lua");
  private static final LuaScript ACKNOWLEDGE = script("acknowledge.lua");
  private static final LuaScript STATE = script("state.lua");

  private static final byte[] NO_POSITION = {};

  private final RedisLink link;
  private final ReplicaWait replicas;
  private final byte[] maxAge;
  private final byte[] maxLength;

  public RedisInboxStore(RedisLink link, InboxLimits limits, ReplicaWait replicas) {
    this.link = link;
    this.replicas = replicas;
    this.maxAge = number(limits.maxAge().toMillis());
    this.maxLength = number(limits.maxLength());
  }

  @Override
  public CompletableFuture<List<AppendOutcome>> append(List<Append> batch) {
    Map<Long, List<Integer>> byUser = new LinkedHashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      byUser.computeIfAbsent(batch.get(i).userId(), user -> new ArrayList<>()).add(i);
    }
    List<ScriptInput> inputs = new ArrayList<>();
    byUser.forEach(
        (user, indexes) -> {
          List<byte[]> args = args();
          for (int i : indexes) {
            args.add(bytes(batch.get(i).dedupId()));
            args.add(batch.get(i).payload());
          }
          inputs.add(new ScriptInput(InboxKeys.of(user), array(args)));
        });
    RedisCall call = link.begin();
    CompletableFuture<List<AppendOutcome>> stored =
        call.<List<Object>, List<AppendOutcome>>run(
            APPEND,
            ScriptOutputType.MULTI,
            inputs,
            answers -> outcomes(batch.size(), byUser.values(), answers));
    return replicas.replicas() == 0
        ? stored
        : stored.thenCompose(outcomes -> onReplicas(call, outcomes));
  }

  private static List<AppendOutcome> outcomes(
      int size, Collection<List<Integer>> places, List<List<Object>> answers) {
    @Nullable AppendOutcome[] outcomes = new AppendOutcome[size];
    int answer = 0;
    for (List<Integer> indexes : places) {
      InboxAnswer fields = new InboxAnswer(answers.get(answer++));
      String epoch = fields.text();
      for (int i : indexes) {
        outcomes[i] = fields.outcome(epoch);
      }
    }
    return List.of(outcomes);
  }

  @Override
  public CompletableFuture<List<InboxPage>> read(List<InboxQuery> queries) {
    List<ScriptInput> inputs = new ArrayList<>();
    for (InboxQuery query : queries) {
      List<byte[]> args = args();
      Position after = query.after();
      args.add(bytes(query.device()));
      args.add(number(query.limit()));
      args.add(after == null ? NO_POSITION : bytes(after.epoch()));
      args.add(number(after == null ? 0 : after.seq()));
      args.add(number(after == null ? 0 : after.messageId()));
      inputs.add(new ScriptInput(InboxKeys.of(query.userId()), array(args)));
    }
    return link.begin()
        .<List<Object>, List<InboxPage>>run(
            READ,
            ScriptOutputType.MULTI,
            inputs,
            answers -> answers.stream().map(RedisInboxStore::page).toList());
  }

  private static InboxPage page(List<Object> answer) {
    InboxAnswer fields = new InboxAnswer(answer);
    Continuity continuity = Continuity.values()[(int) fields.number()];
    Position start = new Position(fields.text(), fields.number(), fields.number());
    long head = fields.number();
    List<StoredMessage> messages = fields.messages();
    return new InboxPage(continuity, start, head, messages);
  }

  @Override
  public CompletableFuture<Void> acknowledge(List<Acknowledgement> acknowledgements) {
    List<ScriptInput> inputs = new ArrayList<>();
    for (Acknowledgement ack : acknowledgements) {
      List<byte[]> args = args();
      args.add(bytes(ack.device()));
      args.add(bytes(ack.epoch()));
      args.add(number(ack.seq()));
      inputs.add(new ScriptInput(InboxKeys.of(ack.userId()), array(args)));
    }
    return link.begin()
        .<Long, @Nullable Void>run(ACKNOWLEDGE, ScriptOutputType.INTEGER, inputs, moved -> null);
  }

  @Override
  public CompletableFuture<List<InboxState>> states(List<InboxDevice> devices) {
    List<ScriptInput> inputs = new ArrayList<>();
    for (InboxDevice device : devices) {
      List<byte[]> args = args();
      args.add(bytes(device.device()));
      inputs.add(new ScriptInput(InboxKeys.of(device.userId()), array(args)));
    }
    return link.begin()
        .<List<Object>, List<InboxState>>run(
            STATE,
            ScriptOutputType.MULTI,
            inputs,
            answers ->
                answers.stream()
                    .map(InboxAnswer::new)
                    .map(fields -> new InboxState(fields.text(), fields.number(), fields.number()))
                    .toList());
  }

  /** Ours is one connection: what WAIT waits for includes everything that was written before it. */
  private CompletableFuture<List<AppendOutcome>> onReplicas(
      RedisCall call, List<AppendOutcome> outcomes) {
    return call.<ReplicaWait, Long, List<AppendOutcome>>send(
        List.of(replicas),
        (redis, wait) -> redis.waitForReplication(wait.replicas(), wait.timeout().toMillis()),
        reached -> {
          if (reached.get(0) < replicas.replicas()) {
            throw new UnavailableException(
                "Redis: "
                    + reached.get(0)
                    + " replicas have the message (expected: "
                    + replicas.replicas()
                    + " within "
                    + replicas.timeout().toMillis()
                    + " ms)",
                null);
          }
          return outcomes;
        });
  }

  /** What every script takes first: a word for a new epoch, and the limits. */
  private List<byte[]> args() {
    List<byte[]> args = new ArrayList<>();
    args.add(bytes(UUID.randomUUID().toString()));
    args.add(maxAge);
    args.add(maxLength);
    return args;
  }

  private static byte[][] array(List<byte[]> args) {
    return args.toArray(byte[][]::new);
  }

  private static LuaScript script(String file) {
    return LuaScript.load(RedisInboxStore.class, "inbox.lua", file);
  }

  /** The connection belongs to whoever made its factory. */
  @Override
  public void close() {}

  /** Takes an answer of a script apart, field by field. */
  private static final class InboxAnswer {

    private final List<Object> fields;
    private int next;

    InboxAnswer(List<Object> fields) {
      this.fields = fields;
    }

    String text() {
      return new String((byte[]) fields.get(next++), UTF_8);
    }

    long number() {
      return (Long) fields.get(next++);
    }

    AppendOutcome outcome(String epoch) {
      AppendOutcome.Status status = AppendOutcome.Status.values()[(int) number()];
      return new AppendOutcome(status, epoch, number(), number(), number());
    }

    /**
     * Entries of the stream: {@code seq-0} and the fields p, payload, i, id and, seldom, t, time.
     */
    List<StoredMessage> messages() {
      List<?> entries = (List<?>) fields.get(next++);
      List<StoredMessage> messages = new ArrayList<>(entries.size());
      for (Object entry : entries) {
        List<?> idAndFields = (List<?>) entry;
        String id = new String((byte[]) idAndFields.get(0), UTF_8);
        List<?> values = (List<?>) idAndFields.get(1);
        long messageId = Long.parseLong(new String((byte[]) values.get(3), UTF_8));
        long storedAt =
            values.size() > 4
                ? Long.parseLong(new String((byte[]) values.get(5), UTF_8))
                : messageId;
        long seq = Long.parseLong(id.substring(0, id.indexOf('-')));
        messages.add(new StoredMessage(seq, messageId, storedAt, (byte[]) values.get(1)));
      }
      return messages;
    }
  }
}
