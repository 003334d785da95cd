package io.crossim.server.push;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.PushProperties;
import io.crossim.common.result.CimException;
import io.crossim.server.api.SendRequest;
import io.crossim.service.web.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the frame of a message that a script sends to one user. */
final class PushFrames {

  private PushFrames() {}

  /**
   * Checks what a script asked for and gives it what it left out.
   *
   * @throws CimException that names the field which is wrong
   */
  static Frame of(SendRequest request) {
    long receiver = Checks.userId("userId", request.userId());
    Frame.Builder frame = Frame.newBuilder().setId(receiver).setCmd(command(request.cmd()));
    frame
        .putProperties(PushProperties.SEND_USER_ID, Long.toString(PushProperties.SYSTEM_USER_ID))
        .putProperties(PushProperties.SEND_USER_NAME, PushProperties.SYSTEM_USER_NAME)
        .putProperties(PushProperties.RECEIVE_USER_ID, Long.toString(receiver));
    Map<String, @Nullable String> properties = request.properties();
    if (properties != null) {
      properties.forEach(
          (name, value) -> {
            if (value != null) {
              frame.putProperties(name, value);
            }
          });
    }
    addTexts(frame, request);
    return frame.build();
  }

  /** One text stands alone; several, or a list of one, stand in the batch and leave it empty. */
  private static void addTexts(Frame.Builder frame, SendRequest request) {
    List<String> batch = new ArrayList<>();
    if (request.batchMsg() != null) {
      request.batchMsg().stream().filter(Objects::nonNull).forEach(batch::add);
    }
    String text = request.msg();
    if (text == null) {
      if (batch.isEmpty()) {
        throw CimException.invalid("msg", "nothing", "a text, or texts in batchMsg");
      }
    } else if (batch.isEmpty()) {
      frame.setText(text);
    } else if (!text.isEmpty()) {
      frame.addBatch(text);
    }
    frame.addAllBatch(batch);
  }

  private static Command command(@Nullable String cmd) {
    if (cmd == null || cmd.isBlank()) {
      return Command.MESSAGE;
    }
    String wanted = cmd.strip().toUpperCase(Locale.ROOT);
    for (Command command : Command.values()) {
      if (command != Command.UNRECOGNIZED
          && (command.name().equals(wanted) || wanted.equals("" + command.getNumber()))) {
        return command;
      }
    }
    throw CimException.invalid("cmd", cmd, "LOGIN_REQUEST, MESSAGE, PING or OFFLINE, or 0 to 3");
  }
}
