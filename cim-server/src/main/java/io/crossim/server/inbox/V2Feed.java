package io.crossim.server.inbox;

import io.crossim.common.protocol.Frame;
import io.crossim.route.api.Continuity;
import io.crossim.route.api.StoredMessage;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.InboxPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The feed of a client that cannot acknowledge, and that throws away what comes faster than it
 * prints. Of what waits at its login it gets eight messages; the rest when it asks for it, or, when
 * it does not, little by little. At no time do more frames go to it than its {@link FramePace}
 * allows; what must wait, waits in the inbox.
 *
 * <p>A message counts as acknowledged with the first frame that is read at least 2 s after it was
 * flushed, or when the client closes the connection and everything was flushed.
 */
public final class V2Feed extends InboxFeed {

  private static final Duration FETCH_WITHIN = Duration.ofSeconds(10);

  private V2Replay replay = V2Replay.FIRST;

  /** How many more messages it gets at its login. */
  private int firstLeft = FramePace.AT_ONCE;

  private final FramePace pace = new FramePace();

  /** How many messages the next read needs, so that a batch is there in full; else 0. */
  private int needed;

  /** How many messages the last read asked for. */
  private int asked;

  private final FlushedMessages flushed = new FlushedMessages();

  /** How often frames were written that are not flushed yet. */
  private int unflushed;

  public V2Feed(Connection connection, InboxCalls calls) {
    super(connection, calls);
  }

  @Override
  public void fetch() {
    if (replay == V2Replay.FIRST || replay == V2Replay.WAITING || replay == V2Replay.TRICKLE) {
      replay = V2Replay.BATCHES;
      pullIfBehind();
    }
  }

  @Override
  public void read() {
    long proved = flushed.provedBy(calls.now());
    if (proved > 0) {
      acknowledged(proved);
    }
  }

  @Override
  public void end(boolean orderly) {
    if (orderly && flushed.isWaiting() && flushed.last() == position.seq()) {
      acknowledged(flushed.last());
    }
    flushed.restart(position.seq());
    super.end(orderly);
  }

  @Override
  int room() {
    int frames = framesNow();
    asked =
        frames == 0 ? 0 : replay == V2Replay.BATCHES ? InboxReader.PAGE : Math.max(frames, needed);
    return asked;
  }

  /** How many frames may go now; when the pace lets none go, they are tried again in time. */
  private int framesNow() {
    if (!connection.writer().isWritable() || replay == V2Replay.WAITING) {
      return 0;
    }
    int frames = pace.allowed(calls.now());
    if (frames == 0) {
      pace.whenNext(connection.loop(), calls.now(), this::pullIfBehind);
    }
    return replay == V2Replay.FIRST ? Math.min(frames, firstLeft) : frames;
  }

  @Override
  boolean takesLive() {
    asked = 1;
    return replay == V2Replay.LIVE && framesNow() > 0;
  }

  @Override
  int write(List<StoredMessage> messages) {
    List<V2Frames.Made> made =
        V2Frames.of(connection.userId(), messages, replay.form(), Math.max(0, framesNow()));
    int count = 0;
    List<Frame> frames = new ArrayList<>(made.size());
    boolean isWaiting = false;
    for (V2Frames.Made next : made) {
      isWaiting = isWaitedFor(next);
      if (isWaiting) {
        break;
      }
      count += next.messages();
      if (next.frame() != null) {
        frames.add(next.frame());
      }
    }
    if (count == 0) {
      return 0;
    }
    needed = isWaiting ? needed : 0;
    written().follow(messages.subList(0, count));
    send(frames, messages.get(count - 1).getSeq());
    if (replay == V2Replay.FIRST) {
      firstLeft -= frames.size();
      if (firstLeft <= 0) {
        replay = V2Replay.WAITING;
        connection
            .loop()
            .schedule(this::notFetched, FETCH_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
    return count;
  }

  /** Whether a larger read finds more of what was sent together. */
  private boolean isWaitedFor(V2Frames.Made made) {
    int all = Math.min(InboxReader.PAGE, made.messages() + made.missing());
    if (made.missing() == 0 || asked >= all) {
      return false;
    }
    needed = all;
    return true;
  }

  /** Sends frames; nothing, where all messages up to the last one are passed over. */
  private void send(List<Frame> frames, long lastSeq) {
    if (frames.isEmpty()) {
      if (unflushed == 0) {
        flushed.add(lastSeq, calls.now());
      }
      return;
    }
    String inEpoch = position.epoch();
    for (Frame next : frames.subList(0, frames.size() - 1)) {
      connection.writer().send(next);
    }
    unflushed++;
    connection.writer().send(frames.get(frames.size() - 1), () -> flushed(inEpoch, lastSeq));
    pace.went(frames.size(), calls.now());
  }

  private void notFetched() {
    if (replay == V2Replay.WAITING) {
      replay = V2Replay.TRICKLE;
      pullIfBehind();
    }
  }

  @Override
  void caughtUp() {
    if (replay != V2Replay.LIVE) {
      replay = V2Replay.LIVE;
      connection.writer().releaseHeld();
    }
  }

  /** It could do nothing about it; what follows is simply the next message. */
  @Override
  void tellBroken(Continuity continuity, InboxPosition restart) {}

  @Override
  void moved(long seq) {
    flushed.restart(seq);
  }

  /** What was passed over behind the last frame is done with when that is. */
  private void flushed(String inEpoch, long seq) {
    unflushed--;
    if (inEpoch.equals(position.epoch())) {
      flushed.add(unflushed == 0 ? position.seq() : seq, calls.now());
    }
  }
}
