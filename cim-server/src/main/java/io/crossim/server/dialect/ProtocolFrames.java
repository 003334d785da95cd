package io.crossim.server.dialect;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.GoAway;
import io.crossim.common.protocol.Problem;
import io.crossim.common.result.ResultCode;

/** Frames by which a server ends a v3 connection, or says why it does. */
final class ProtocolFrames {

  private ProtocolFrames() {}

  static Frame kick(ResultCode code, String text) {
    return Frame.newBuilder()
        .setCmd(Command.KICK)
        .setProblem(Problem.newBuilder().setCode(code.code()).setText(text))
        .build();
  }

  static Frame error(ResultCode code, String text) {
    return Frame.newBuilder()
        .setCmd(Command.ERROR)
        .setProblem(Problem.newBuilder().setCode(code.code()).setText(text))
        .build();
  }

  static Frame goAway(int delayMillis) {
    return Frame.newBuilder()
        .setCmd(Command.GO_AWAY)
        .setGoAway(GoAway.newBuilder().setDelayMs(delayMillis))
        .build();
  }
}
