package io.crossim.server.inbox;

import io.crossim.route.api.Continuity;
import io.crossim.route.api.ReadResult;
import io.crossim.route.api.StoredMessage;
import io.crossim.server.api.PushOutcome;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.connection.Feed;
import io.crossim.server.connection.InboxPosition;
import io.crossim.server.connection.InboxView;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has got of its user's inbox. The next message in sequence is written, an
 * older one dropped; anything else makes the feed read from a route until it has caught up. Replay
 * at login, a lost push and a receiver that was too slow are all this one path.
 *
 * <p>On the connection's event loop only.
 */
abstract class InboxFeed implements Feed {

  /** After a bind of a user who follows groups, the head of the inbox is asked for so soon. */
  private static final Duration FIRST_HEAD = Duration.ofSeconds(2);

  final Connection connection;
  final InboxCalls calls;
  final FeedPosition position = new FeedPosition();

  private volatile boolean started;

  private final InboxReader reader;
  private long headCheckedAt;

  /** Null until there is a message to write: most connections only ping. */
  private volatile @Nullable WrittenMessages unacknowledged;

  /** Null until conversations may have something at a bind. */
  private @Nullable BindCollect bindCollect;

  InboxFeed(Connection connection, InboxCalls calls) {
    this.connection = connection;
    this.calls = calls;
    this.reader = new InboxReader(this);
  }

  @Override
  public void start(InboxView inbox, @Nullable InboxPosition resume) {
    started = true;
    headCheckedAt = calls.spread(calls.now());
    calls.meters().waitedAtLogin(Math.max(0, inbox.headSeq() - inbox.ackedSeq()));
    position.begin(inbox);
    hasMoved();
    if (resume != null) {
      position.claim(resume);
    }
    pullIfBehind();
    if (!position.isBehind()) {
      caughtUp();
    }
    if (inbox.mayLack()) {
      mayLack();
    }
  }

  /**
   * Who sends to a group looks up its members' sessions, and then brings it to their inboxes. A
   * device that is bound in between, beside another one, is told nothing; the head tells it.
   */
  @Override
  public void mayLack() {
    headCheckedAt = calls.now() - InboxCalls.HEADS_EVERY.minus(FIRST_HEAD).toNanos();
    if (bindCollect == null) {
      bindCollect = new BindCollect(this);
    }
    bindCollect.owe();
  }

  @Override
  public PushOutcome push(String pushedEpoch, StoredMessage message) {
    reader.inboxIsUsable(); // this message was stored in it
    if (!started || !pushedEpoch.equals(position.epoch())) {
      position.doubt();
      pullIfBehind();
      return PushOutcome.LATER;
    }
    boolean isNext = message.getSeq() == position.seq() + 1;
    if (message.getSeq() <= position.seq()) {
      return PushOutcome.TAKEN;
    }
    position.headIs(message.getSeq());
    if (!reader.isReading()
        && !position.mustVerify()
        && isNext
        && takesLive()
        && writeNext(List.of(message)) > 0) {
      calls.meters().pushedLive();
      return PushOutcome.TAKEN;
    }
    if (!keepsUp()) {
      calls.meters().leftForLater();
    }
    pullIfBehind();
    return PushOutcome.LATER;
  }

  @Override
  public void head(String headEpoch, long seq) {
    headCheckedAt = calls.now();
    if (headEpoch.equals(position.epoch())) {
      position.headIs(seq);
    } else {
      position.doubt();
    }
    pullIfBehind();
  }

  @Override
  public void sync(InboxPosition wanted) {
    position.claim(wanted);
    pullIfBehind();
  }

  @Override
  public boolean isHeadDue(long now, long afterNanos) {
    return started && now - headCheckedAt > afterNanos;
  }

  @Override
  public void resume() {
    pullIfBehind();
  }

  @Override
  public void acknowledge(InboxPosition upTo) {}

  @Override
  public void read() {}

  @Override
  public void fetch() {}

  @Override
  public void end(boolean orderly) {
    giveUpUnacknowledged();
  }

  /** How many messages may be read now, at most {@link InboxReader#PAGE}. */
  abstract int room();

  /** Whether the client takes what is written to it. */
  boolean keepsUp() {
    return connection.writer().isWritable();
  }

  /** Whether a message that is next in order may be written just now. */
  abstract boolean takesLive();

  /**
   * Writes the first of these messages, as many as there is room for, without a flush. Each that is
   * written is to be {@link WrittenMessages#follow followed}.
   *
   * @return how many
   */
  abstract int write(List<StoredMessage> messages);

  /** Tells the client that what follows does not join on. */
  abstract void tellBroken(Continuity continuity, InboxPosition restart);

  /** Runs when everything that the inbox is known to hold was written. */
  void caughtUp() {}

  final boolean isOpen() {
    return started && connection.state() == ConnectionState.BOUND;
  }

  final void pullIfBehind() {
    reader.readIfBehind();
  }

  /** A page that was read, of which what there is room for is written. */
  final void take(ReadResult page) {
    boolean isEpochKnown = page.getEpoch().equals(position.clientEpoch());
    if (position.confirm(page)) {
      hasMoved();
      if (page.getContinuity() != Continuity.KEPT || !isEpochKnown) {
        tellBroken(page.getContinuity(), position.here());
      }
    }
    if (page.getMessagesCount() > 0 && room() > 0) {
      calls.meters().replayed(writeNext(page.getMessagesList()));
    }
    connection.writer().flush();
    if (!position.isBehind()) {
      caughtUp();
    }
  }

  private int writeNext(List<StoredMessage> messages) {
    int written = write(messages);
    if (written > 0) {
      position.wrote(messages.get(written - 1));
      written().wrote(position.seq());
    }
    return written;
  }

  /** What is written is to be noted there, before it is. */
  final WrittenMessages written() {
    WrittenMessages written = unacknowledged;
    if (written == null) {
      written = new WrittenMessages(connection, calls);
      unacknowledged = written;
    }
    return written;
  }

  /** The client has everything up to a place that was written to it: counts it, tells a route. */
  final void acknowledged(long seq) {
    calls.meters().acknowledged(seq - Math.min(seq, position.acknowledgedSeq()));
    position.acknowledged(seq);
    WrittenMessages written = unacknowledged;
    if (written != null) {
      written.acknowledged(seq, position.seq());
    }
    calls.acknowledge(connection, position.epoch(), seq);
    reader.acknowledged();
  }

  @Override
  public long unacknowledged() {
    return started ? position.unacknowledged() : 0;
  }

  @Override
  public long unacknowledgedFor() {
    WrittenMessages written = unacknowledged;
    return written == null ? 0 : written.age();
  }

  private void hasMoved() {
    giveUpUnacknowledged();
    moved(position.seq());
  }

  private void giveUpUnacknowledged() {
    WrittenMessages written = unacknowledged;
    if (written != null) {
      written.giveUp();
    }
  }

  /** The position is another one, and confirmed. */
  void moved(long seq) {}
}
