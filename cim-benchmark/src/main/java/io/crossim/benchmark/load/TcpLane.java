package io.crossim.benchmark.load;

import com.google.protobuf.UnsafeByteOperations;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.ResultCode;
import java.util.function.LongConsumer;

/** Sends private messages over a sender's TCP connection, one at a time. */
public final class TcpLane implements LongConsumer {

  private final int lane;
  private final int size;
  private final Conversation conversation;
  private final LoadClient sender;
  private final Measurement measurement;
  private final Pacer pacer;
  private long number;
  private long due;

  /**
   * Makes a lane.
   *
   * @param sender whose connection other lanes may share
   * @param size of a text, in characters
   */
  public TcpLane(
      int lane, LoadClient sender, long receiver, int size, Measurement measurement, Pacer pacer) {
    this.lane = lane;
    this.size = size;
    this.conversation = Conversation.newBuilder().setId(receiver).build();
    this.sender = sender;
    this.measurement = measurement;
    this.pacer = pacer;
  }

  /** Hands the free lane to the pacer, which says when the next send is due. */
  public void start() {
    pacer.next(this);
  }

  /** Which lane an acknowledgement is for. */
  public static int laneOf(SendAck ack) {
    String id = ack.getClientMsgId();
    return Integer.parseInt(id, 0, id.indexOf(':'), 10);
  }

  /** The lane's send has its answer. */
  public void answered(SendAck ack) {
    measurement.answered(lane, due, ack.getCode().equals(ResultCode.SUCCESS.code()));
    pacer.next(this);
  }

  @Override
  public void accept(long dueNow) {
    if (!measurement.leaves(1)) {
      return;
    }
    due = dueNow;
    number++;
    // Nobody else has the array.
    byte[] text = new MessageText(lane, number, due).bytes(size);
    sender.send(
        Message.newBuilder()
            .setConversation(conversation)
            .setBody(UnsafeByteOperations.unsafeWrap(text))
            .setClientMsgId(lane + ":" + number)
            .build());
  }
}
