package io.crossim.sdk.delivery;

import io.crossim.common.protocol.LoginAck;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a client has got in its inbox: what it was given, so that nothing is given twice, and
 * what it has done with, so that the cluster may forget it. Any thread.
 */
public final class InboxCursor {

  /** Messages that a store which has gone back may bring again. */
  private static final int REMEMBERED = 1_024;

  /** After how many breaks of the continuity each came last. */
  private final Map<SentId, Integer> recent =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SentId, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  private int breaks;

  private String epoch = "";
  private long seq;
  private long messageId;
  private long done;

  /** What to do with a message. */
  public enum Verdict {
    GIVE,
    /** The listener was given it before, from this position. */
    REPEATED,
    /** The listener was given it before, from another position: the store has gone back. */
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
    Integer before = recent.put(SentId.of(message), breaks);
    return before == null || before == breaks ? Verdict.GIVE : Verdict.KNOWN;
  }

  /** Begins anew at a position: the next messages follow it. */
  public synchronized void restart(Position position) {
    epoch = position.getEpoch();
    seq = position.getSeq();
    messageId = position.getMessageId();
    done = Math.min(done, seq);
    breaks++;
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

  /**
   * Names a message by what its sender said. A store that has gone back may have lost it and taken
   * it a second time, under another id of its own.
   */
  private record SentId(long senderId, String clientMsgId, int batchIndex) {

    static SentId of(Message message) {
      return new SentId(message.getSenderId(), message.getClientMsgId(), message.getBatchIndex());
    }
  }
}
