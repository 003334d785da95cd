package io.crossim.sdk.delivery;

import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.LoginAck;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;

/**
 * How far a client has got in its inbox: what it was given, so that nothing is given twice, and
 * what it has done with, so that the cluster may forget it. Any thread.
 */
public final class InboxCursor {

  private final RecentMessages recent = new RecentMessages();

  private String epoch = "";
  private long seq;
  private long messageId;
  private long done;

  /** Messages one behind the other that nobody is given. */
  private long passedFrom;

  private long passedTo;

  /** What to do with a message. */
  public enum Verdict {
    GIVE,
    /** The listener was given it before, from this position. */
    REPEATED,
    /** The listener was given it before, from another position: a store has gone back. */
    KNOWN,
    /** A message between the last one and this one is missing. */
    GAP
  }

  /** Begins behind a position that was kept from an earlier life. */
  public synchronized void startAfter(Position position) {
    epoch = position.getEpoch();
    seq = position.getSeq();
    messageId = position.getMessageId();
    done = seq;
  }

  /** A login was accepted; without a place of our own it says where to begin. */
  public synchronized void loggedIn(LoginAck ack) {
    if (epoch.isEmpty()) {
      epoch = ack.getEpoch();
      seq = ack.getAckedSeq();
      done = seq;
    }
  }

  /** A message of an inbox came. If it is to be given, it counts as given. */
  public synchronized Verdict arrived(Message message) {
    long arrivedSeq = message.getSeq();
    if (arrivedSeq <= seq) {
      return Verdict.REPEATED;
    }
    if (arrivedSeq > seq + 1) {
      return Verdict.GAP;
    }
    seq = arrivedSeq;
    messageId = message.getMessageId();
    return recent.isKnown(message) ? Verdict.KNOWN : Verdict.GIVE;
  }

  /** Begins anew at a position: the next messages follow it. */
  public synchronized void restart(Position position) {
    epoch = position.getEpoch();
    seq = position.getSeq();
    messageId = position.getMessageId();
    done = Math.min(done, seq);
    passedFrom = 0;
    passedTo = 0;
    recent.broken();
  }

  /** What follows of one conversation may have come before; the inbox itself goes on. */
  public synchronized void broken(Conversation conversation) {
    recent.broken(conversation);
  }

  /**
   * A message that came is given to nobody: it is done with as soon as all before it are.
   *
   * @return whether it is so already
   */
  public synchronized boolean passOver(long passedSeq) {
    if (passedSeq != passedTo + 1) {
      passedFrom = passedSeq;
    }
    passedTo = passedSeq;
    long before = done;
    skipPassedOver();
    return done > before;
  }

  private void skipPassedOver() {
    if (done >= passedFrom - 1 && done < passedTo) {
      done = passedTo;
    }
  }

  /**
   * Everything up to a message is done with.
   *
   * @return whether that is more than before
   */
  public synchronized boolean done(long doneSeq) {
    if (doneSeq <= done || doneSeq > seq) {
      return false;
    }
    done = doneSeq;
    skipPassedOver();
    return true;
  }

  /** The position up to which messages are done with, as it is acknowledged. */
  public synchronized Position acknowledgement() {
    return Position.newBuilder().setEpoch(epoch).setSeq(done).build();
  }

  /** The position of the message that the listener was given last. */
  public synchronized Position position() {
    return Position.newBuilder().setEpoch(epoch).setSeq(seq).setMessageId(messageId).build();
  }
}
