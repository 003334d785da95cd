package io.crossim.server.inbox;

import io.crossim.common.protocol.Frame;
import io.crossim.route.api.AckItem;
import io.crossim.route.api.Continuity;
import io.crossim.route.api.StoredMessage;
import io.crossim.server.connection.Connection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The feed of a client that cannot acknowledge, and that throws away what comes faster than it
 * prints. Of what waits at its login it gets eight messages; the rest when it asks for it, or, when
 * it does not, little by little.
 *
 * <p>A message counts as acknowledged with the first frame that is read at least 2 s after it was
 * flushed, or when the client closes the connection and everything was flushed.
 */
public final class V2Feed extends InboxFeed {

  /** What a v2 console takes at once, with room for two more. */
  private static final int AT_ONCE = 8;

  private static final Duration FETCH_WITHIN = Duration.ofSeconds(10);
  private static final Duration BETWEEN = Duration.ofMillis(100);
  private static final Duration PROVED_AFTER = Duration.ofSeconds(2);

  private enum Replay {
    /** The first few at login. */
    FIRST,
    /** Until the client asks for more, or has not for a while. */
    WAITING,
    /** It has asked: frames of many texts. */
    BATCHES,
    /** It has not: a few at a time. */
    TRICKLE,
    /** Nothing waits. */
    LIVE
  }

  private Replay replay = Replay.FIRST;
  private int allowed = AT_ONCE;

  /** When what was flushed; about one entry for each tenth of a second. */
  private final ArrayDeque<Flushed> flushed = new ArrayDeque<>();

  private long flushedSeq;

  public V2Feed(Connection connection, InboxCalls calls) {
    super(connection, calls);
  }

  @Override
  public void fetch() {
    if (replay == Replay.FIRST || replay == Replay.WAITING || replay == Replay.TRICKLE) {
      replay = Replay.BATCHES;
      pullIfBehind();
    }
  }

  @Override
  public void read() {
    long before = calls.now() - PROVED_AFTER.toNanos();
    long proved = 0;
    while (!flushed.isEmpty() && flushed.peek().last - before <= 0) {
      proved = flushed.remove().seq;
    }
    if (proved > 0) {
      acknowledge(proved);
    }
  }

  @Override
  public void end(boolean orderly) {
    if (orderly && !flushed.isEmpty() && flushedSeq == sentSeq()) {
      acknowledge(flushedSeq);
    }
    flushed.clear();
    super.end(orderly);
  }

  @Override
  int room() {
    if (!connection.isWritable()) {
      return 0;
    }
    return switch (replay) {
      case BATCHES -> PAGE;
      case WAITING -> 0;
      case FIRST, TRICKLE -> allowed;
      case LIVE -> {
        replay = Replay.TRICKLE; // a push was lost: this pull is a small replay
        allowed = AT_ONCE;
        yield allowed;
      }
    };
  }

  @Override
  boolean takesLive() {
    return replay == Replay.LIVE && connection.isWritable();
  }

  @Override
  void write(List<StoredMessage> messages) {
    List<Frame> frames =
        replay == Replay.BATCHES
            ? V2Frames.batches(connection.userId(), messages)
            : V2Frames.singles(connection.userId(), messages);
    long seq = messages.get(messages.size() - 1).getSeq();
    String inEpoch = epoch();
    for (int i = 0; i < frames.size() - 1; i++) {
      connection.send(frames.get(i));
    }
    connection.send(frames.get(frames.size() - 1), () -> flushed(inEpoch, seq));
    if (replay == Replay.FIRST || replay == Replay.TRICKLE) {
      allowed -= messages.size();
      if (allowed <= 0) {
        pauseAfterBurst();
      }
    }
  }

  private void pauseAfterBurst() {
    if (replay == Replay.FIRST) {
      replay = Replay.WAITING;
      connection.loop().schedule(this::notFetched, FETCH_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      connection.loop().schedule(this::allowMore, BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void notFetched() {
    if (replay == Replay.WAITING) {
      replay = Replay.TRICKLE;
      allowMore();
    }
  }

  private void allowMore() {
    if (replay == Replay.TRICKLE) {
      allowed = AT_ONCE;
      pullIfBehind();
    }
  }

  @Override
  void caughtUp() {
    if (replay != Replay.LIVE) {
      replay = Replay.LIVE;
      connection.releaseHeld();
    }
  }

  /** It could do nothing about it; what follows is simply the next message. */
  @Override
  void tellBroken(Continuity continuity, InboxPosition restart) {}

  @Override
  void moved(long seq) {
    flushed.clear();
    flushedSeq = seq;
  }

  private void flushed(String inEpoch, long seq) {
    if (!inEpoch.equals(epoch())) {
      return;
    }
    flushedSeq = seq;
    long now = calls.now();
    Flushed last = flushed.peekLast();
    if (last != null && now - last.first < BETWEEN.toNanos()) {
      flushed.removeLast();
      flushed.add(new Flushed(seq, last.first, now));
    } else {
      flushed.add(new Flushed(seq, now, now));
    }
  }

  private void acknowledge(long seq) {
    acknowledged(seq);
    calls.acknowledge(
        AckItem.newBuilder()
            .setUserId(connection.userId())
            .setDevice(connection.device())
            .setEpoch(epoch())
            .setSeq(seq)
            .build());
  }

  private record Flushed(long seq, long first, long last) {}
}
