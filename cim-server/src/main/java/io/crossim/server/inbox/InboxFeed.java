package io.crossim.server.inbox;

import io.crossim.common.result.ResultCode;
import io.crossim.route.api.Continuity;
import io.crossim.route.api.ReadItem;
import io.crossim.route.api.ReadResult;
import io.crossim.route.api.StoredMessage;
import io.crossim.server.api.PushOutcome;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionState;
import io.crossim.service.start.LogKeys;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has got of its user's inbox. The next message in sequence is written, an
 * older one dropped; anything else makes the feed read from a route until it has caught up. Replay
 * at login, a lost push and a receiver that was too slow are all this one path.
 *
 * <p>On the connection's event loop only.
 */
@Slf4j
public abstract class InboxFeed {

  /** The most messages of one read. */
  static final int PAGE = 100;

  private static final int NO_PULL = -1;

  final Connection connection;
  final InboxCalls calls;

  private String epoch = "";
  private long sentSeq;
  private long sentId;
  private volatile long head;
  private volatile long acknowledgedSeq;

  /** The position or the epoch has to be checked by a read, whatever the head says. */
  private boolean unsure;

  private volatile boolean started;

  /** Which pull is under way; its answer is for nobody when this has changed. */
  private int pull = NO_PULL;

  private int pulls;
  private int failures;
  private long headCheckedAt;

  /** For how long the client owes the acknowledgement of what it got. */
  private final Debt debt = new Debt();

  /** Null until a message was written while traces are on. */
  private @Nullable FollowedMessages followed;

  InboxFeed(Connection connection, InboxCalls calls) {
    this.connection = connection;
    this.calls = calls;
  }

  /**
   * The session is bound: from now on messages are written.
   *
   * @param resume where the client says it stands; null for what the device has acknowledged
   */
  public void start(InboxView inbox, @Nullable InboxPosition resume) {
    started = true;
    headCheckedAt = calls.spread(calls.now());
    head = inbox.headSeq();
    calls.meters().waitedAtLogin(Math.max(0, inbox.headSeq() - inbox.ackedSeq()));
    if (resume == null) {
      goTo(inbox.epoch(), inbox.ackedSeq(), 0);
    } else {
      goTo(resume.epoch(), resume.seq(), resume.messageId());
      unsure = true;
    }
    pullIfBehind();
    if (!isBehind()) {
      caughtUp();
    }
  }

  /** A stored message arrived; the caller flushes. */
  public PushOutcome push(String pushedEpoch, StoredMessage message) {
    if (!started || !pushedEpoch.equals(epoch)) {
      unsure = true;
      pullIfBehind();
      return PushOutcome.LATER;
    }
    if (message.getSeq() <= sentSeq) {
      return PushOutcome.TAKEN;
    }
    head = Math.max(head, message.getSeq());
    if (pull == NO_PULL && !unsure && message.getSeq() == sentSeq + 1 && takesLive()) {
      writeNext(List.of(message));
      calls.meters().pushedLive();
      return PushOutcome.TAKEN;
    }
    if (!keepsUp()) {
      calls.meters().leftForLater();
    }
    pullIfBehind();
    return PushOutcome.LATER;
  }

  /** A route says where the inbox ends. */
  public void head(String headEpoch, long seq) {
    headCheckedAt = calls.now();
    if (!headEpoch.equals(epoch)) {
      unsure = true;
    } else {
      head = Math.max(head, seq);
    }
    pullIfBehind();
  }

  /** The client wants what follows a position. */
  public void sync(InboxPosition position) {
    pull = NO_PULL;
    goTo(position.epoch(), position.seq(), position.messageId());
    unsure = true;
    pullIfBehind();
  }

  /** Whether the head should be asked for again. */
  public boolean isHeadDue(long now, long afterNanos) {
    return started && now - headCheckedAt > afterNanos;
  }

  /** Room may have come: in the channel, or in the window. */
  public void resume() {
    pullIfBehind();
  }

  /** The client acknowledges everything up to a place. */
  public void acknowledge(InboxPosition position) {}

  /** Something was read from the client. */
  public void read() {}

  /** The client asks for the rest of what waits. */
  public void fetch() {}

  /**
   * The connection is at its end.
   *
   * @param orderly whether the client closed it
   */
  public void end(boolean orderly) {
    stopFollowing();
  }

  private void stopFollowing() {
    if (followed != null) {
      followed.giveUp();
    }
  }

  /** How many messages may be written now, at most {@link #PAGE}. */
  abstract int room();

  /** Whether the client takes what is written to it. */
  boolean keepsUp() {
    return connection.isWritable();
  }

  /** Whether a message that is next in order may be written just now. */
  abstract boolean takesLive();

  /** Writes messages, without a flush. */
  abstract void write(List<StoredMessage> messages);

  /** Tells the client that what follows does not join on. */
  abstract void tellBroken(Continuity continuity, InboxPosition restart);

  /** Everything that the inbox is known to hold was written. */
  void caughtUp() {}

  final String epoch() {
    return epoch;
  }

  final long sentSeq() {
    return sentSeq;
  }

  final long acknowledgedSeq() {
    return acknowledgedSeq;
  }

  final boolean isBehind() {
    return unsure || head > sentSeq;
  }

  final boolean isOpen() {
    return started && connection.state() == ConnectionState.BOUND;
  }

  final void pullIfBehind() {
    if (pull != NO_PULL || !isOpen() || !isBehind()) {
      return;
    }
    int room = room();
    if (room <= 0) {
      return;
    }
    int number = pulls++ & Integer.MAX_VALUE;
    pull = number;
    calls.meters().pulled();
    if (log.isDebugEnabled()) {
      log.atDebug()
          .addKeyValue(LogKeys.SESSION, connection.generation())
          .addKeyValue(LogKeys.MESSAGE, sentId)
          .log("{} is behind, and reads what follows {}", connection, sentSeq);
    }
    ReadItem item =
        ReadItem.newBuilder()
            .setUserId(connection.userId())
            .setDevice(connection.device())
            .setEpoch(epoch)
            .setSeq(sentSeq)
            .setMessageId(sentId)
            .setLimit(Math.min(room, PAGE))
            .build();
    calls
        .read(item)
        .whenComplete(
            (result, failure) -> connection.loop().execute(() -> answered(number, result)));
  }

  private void answered(int number, @Nullable ReadResult result) {
    if (pull != number || !isOpen()) {
      return;
    }
    pull = NO_PULL;
    if (result == null || !result.getCode().equals(ResultCode.SUCCESS.code())) {
      tryAgain();
      return;
    }
    page(result);
    connection.flush();
    if (!isBehind()) {
      failures = 0;
      caughtUp();
    } else if (result.getMessagesCount() == 0 && result.getHeadSeq() <= sentSeq) {
      tryAgain(); // a push told of more than the route can see yet
    } else {
      failures = 0;
      pullIfBehind();
    }
  }

  private void page(ReadResult page) {
    boolean moved = page.getContinuity() != Continuity.KEPT;
    if (moved || !page.getEpoch().equals(epoch)) {
      goTo(page.getEpoch(), page.getStartSeq(), page.getStartMessageId());
      head = page.getHeadSeq();
      if (moved) {
        tellBroken(page.getContinuity(), new InboxPosition(epoch, sentSeq, sentId));
      }
    } else {
      head = Math.max(head, page.getHeadSeq());
    }
    unsure = false;
    int room = Math.min(room(), page.getMessagesCount());
    if (room > 0) {
      List<StoredMessage> messages = page.getMessagesList().subList(0, room);
      writeNext(messages);
      calls.meters().replayed(room);
    }
  }

  private void tryAgain() {
    long delay = calls.backoffMillis(failures++);
    connection.loop().schedule(this::pullIfBehind, delay, TimeUnit.MILLISECONDS);
  }

  private void writeNext(List<StoredMessage> messages) {
    if (followed == null) {
      followed = calls.followed();
    }
    write(followed == null ? messages : followed.begin(messages, connection.generation()));
    StoredMessage last = messages.get(messages.size() - 1);
    sentSeq = last.getSeq();
    sentId = last.getMessageId();
    if (debt.isNone()) {
      debt.begin(sentSeq, calls.now());
    }
  }

  /** The client has acknowledged everything up to a place that it has got. */
  final void acknowledged(long seq) {
    calls.meters().acknowledged(seq - Math.min(seq, acknowledgedSeq));
    acknowledgedSeq = Math.max(acknowledgedSeq, seq);
    long now = calls.now();
    long waited = debt.settle(seq, sentSeq, now);
    if (waited >= 0) {
      calls.meters().acknowledgedAfter(waited);
    }
    if (followed != null) {
      followed.acknowledged(seq);
    }
  }

  /** How many messages the inbox is known to hold that the client has not acknowledged. */
  public long unacknowledged() {
    return started ? Math.max(0, head - acknowledgedSeq) : 0;
  }

  /** For how long at least the oldest message that the client has got waits for that; in ns. */
  public long debtAge() {
    return debt.age(calls.now());
  }

  private void goTo(String newEpoch, long seq, long messageId) {
    epoch = newEpoch;
    sentSeq = seq;
    sentId = messageId;
    acknowledgedSeq = seq;
    debt.clear();
    stopFollowing();
    moved(seq);
  }

  /** The position is another one; nothing behind it is unacknowledged. */
  void moved(long seq) {}
}
