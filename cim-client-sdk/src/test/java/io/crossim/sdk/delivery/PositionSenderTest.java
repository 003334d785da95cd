package io.crossim.sdk.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.LoginAck;
import io.crossim.common.protocol.Message;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PositionSenderTest {

  private final InboxCursor cursor = new InboxCursor();
  private final PositionSender positions = new PositionSender(cursor);
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private long seq;

  @BeforeEach
  void connect() {
    channel.freezeTime();
    cursor.loggedIn(LoginAck.newBuilder().setEpoch("e").build());
    positions.connected(channel);
  }

  @Test
  void oneFrameSpeaksForWhatIsDoneWithinAMoment() {
    take(3);
    channel.advanceTimeBy(19, TimeUnit.MILLISECONDS);
    assertThat(acknowledged(channel)).isEmpty();
    channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    assertThat(acknowledged(channel)).containsExactly(3L);
    channel.advanceTimeBy(1, TimeUnit.MINUTES);
    assertThat(acknowledged(channel)).isEmpty();
    take(1);
    channel.advanceTimeBy(20, TimeUnit.MILLISECONDS);
    assertThat(acknowledged(channel)).containsExactly(4L);
  }

  @Test
  void manyAreAcknowledgedAtOnceSoThatTheWindowNeverFills() {
    take(99);
    assertThat(acknowledged(channel)).isEmpty();
    take(1);
    assertThat(acknowledged(channel)).containsExactly(100L);
  }

  @Test
  void whatWaitsIsAcknowledgedBeforeTheConnectionEnds() {
    take(2);
    positions.acknowledgeNow();
    assertThat(acknowledged(channel)).containsExactly(2L);
  }

  @Test
  void whatALostConnectionDidNotTakeGoesOverTheNextOne() {
    take(2);
    channel.close();
    channel.advanceTimeBy(20, TimeUnit.MILLISECONDS);
    take(1);
    EmbeddedChannel next = new EmbeddedChannel();
    positions.connected(next);
    assertThat(acknowledged(next)).containsExactly(3L);
  }

  private void take(int messages) {
    for (int i = 0; i < messages; i++) {
      assertThat(cursor.arrived(Message.newBuilder().setSeq(++seq).setMessageId(seq).build()))
          .isEqualTo(InboxCursor.Verdict.GIVE);
      assertThat(cursor.done(seq)).isTrue();
      positions.acknowledge();
    }
  }

  private static List<Long> acknowledged(EmbeddedChannel channel) {
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
    List<Long> seqs = new ArrayList<>();
    for (Frame frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
      assertThat(frame.getCmd()).isEqualTo(Command.ACK);
      seqs.add(frame.getPosition().getSeq());
    }
    return seqs;
  }
}
