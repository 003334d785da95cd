package io.crossim.common.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Pins the v2 wire form to the byte: these bytes are what clients in the field send and read. */
class GoldenFrameTest {

  private static String hex(Frame frame) {
    return HexFormat.of().formatHex(frame.toByteArray());
  }

  private static Frame parse(String hex) throws InvalidProtocolBufferException {
    return Frame.parseFrom(HexFormat.of().parseHex(hex));
  }

  @Test
  void login() {
    // text (1) "alice", id (2) 1547028929407; cmd 0 is the default and not written
    assertThat(hex(Frames.login(1_547_028_929_407L, "alice")))
        .isEqualTo("0a05" + "616c696365" + "10" + "ffb6f090832d");
  }

  @Test
  void ping() {
    assertThat(hex(Frames.ping(7))).isEqualTo("0a04" + "70696e67" + "1007" + "1802");
  }

  @Test
  void pong() {
    assertThat(hex(Frames.pong(7))).isEqualTo("0a04" + "706f6e67" + "1007" + "1802");
  }

  @Test
  void pushOfOneText() {
    Frame push =
        Frame.newBuilder()
            .setText("hi")
            .setId(2)
            .setCmd(Command.MESSAGE)
            .putProperties(PushProperties.SEND_USER_ID, "1")
            .build();
    assertThat(hex(push))
        .isEqualTo(
            "0a02"
                + "6869"
                + "1002"
                + "1801"
                + "220f"
                + "0a0a"
                + "73656e64557365724964"
                + "1201"
                + "31");
  }

  @Test
  void pushOfABatch() {
    Frame push =
        Frame.newBuilder().setId(2).setCmd(Command.OFFLINE).addBatch("a").addBatch("b").build();
    assertThat(hex(push)).isEqualTo("1002" + "1803" + "2a01" + "61" + "2a01" + "62");
  }

  @Test
  void fieldsOfAnyOrderAreRead() throws InvalidProtocolBufferException {
    Frame frame = parse("1801" + "1002" + "0a02" + "6869");
    assertThat(frame.getText()).isEqualTo("hi");
    assertThat(frame.getId()).isEqualTo(2);
    assertThat(frame.getCmd()).isEqualTo(Command.MESSAGE);
  }

  @Test
  void anUnknownCommandAndUnknownFieldsAreNoError() throws InvalidProtocolBufferException {
    Frame frame = parse("1863" + "fa3e0178" + "1002");
    assertThat(frame.getCmd()).isEqualTo(Command.UNRECOGNIZED);
    assertThat(frame.getId()).isEqualTo(2);
  }
}
