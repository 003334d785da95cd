package io.crossim.common.protocol;

/** Makes the frames that carry no message. */
public final class Frames {

  public static final String PING_TEXT = "ping";
  public static final String PONG_TEXT = "pong";

  private Frames() {}

  public static Frame login(long userId, String userName) {
    return Frame.newBuilder().setCmd(Command.LOGIN_REQUEST).setId(userId).setText(userName).build();
  }

  public static Frame ping(long userId) {
    return Frame.newBuilder().setCmd(Command.PING).setId(userId).setText(PING_TEXT).build();
  }

  public static Frame pong(long userId) {
    return Frame.newBuilder().setCmd(Command.PING).setId(userId).setText(PONG_TEXT).build();
  }
}
