package io.crossim.server.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.result.CimException;
import io.crossim.server.api.SendRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushFramesTest {

  @Test
  void whatAScriptLeavesOutIsFilledIn() {
    Frame frame = PushFrames.of(new SendRequest(7L, "hi", null, null, null, null));

    assertThat(frame)
        .isEqualTo(
            Frame.newBuilder()
                .setCmd(Command.MESSAGE)
                .setId(7)
                .setText("hi")
                .putAllProperties(
                    Map.of("sendUserId", "0", "sendUserName", "system", "receiveUserId", "7"))
                .build());
  }

  @Test
  void propertiesThatAreGivenStay() {
    Map<String, String> given = new HashMap<>(Map.of("sendUserName", "bot", "x", "y"));
    given.put("sendUserId", null);

    Frame frame = PushFrames.of(new SendRequest(7L, "hi", null, "2", given, null));

    assertThat(frame.getPropertiesMap())
        .isEqualTo(
            Map.of("sendUserId", "0", "sendUserName", "bot", "receiveUserId", "7", "x", "y"));
    assertThat(frame.getCmd()).isEqualTo(Command.PING);
  }

  @Test
  void severalTextsGoIntoTheBatchAndLeaveTheTextEmpty() {
    Frame frame =
        PushFrames.of(
            new SendRequest(7L, "a", Arrays.asList("b", null, "c"), "offline", null, null));

    assertThat(frame.getText()).isEmpty();
    assertThat(frame.getBatchList()).containsExactly("a", "b", "c");
    assertThat(frame.getCmd()).isEqualTo(Command.OFFLINE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "-1", "SHOUT", "UNRECOGNIZED"})
  void unknownCommandIsRefused(String cmd) {
    assertThatThrownBy(() -> PushFrames.of(new SendRequest(7L, "hi", null, cmd, null, null)))
        .isInstanceOf(CimException.class)
        .hasMessageContaining("cmd: " + cmd);
  }

  @Test
  void receiverAndTextAreNeeded() {
    assertThatThrownBy(() -> PushFrames.of(new SendRequest(null, "hi", null, null, null, null)))
        .hasMessageStartingWith("userId: nothing (expected: ");
    assertThatThrownBy(() -> PushFrames.of(new SendRequest(-7L, "hi", null, null, null, null)))
        .hasMessageStartingWith("userId: -7 (expected: ");
    assertThatThrownBy(() -> PushFrames.of(new SendRequest(7L, null, List.of(), null, null, null)))
        .hasMessageStartingWith("msg: nothing (expected: ");
  }
}
