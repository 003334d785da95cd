package io.crossim.benchmark.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.crossim.route.api.RoutePaths;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends to many; the next message leaves when all receivers and the sender have the last. */
public final class FanOutSender implements Receiver {

  private final Call call;
  private final int receivers;
  private final int size;
  private final HttpLine line;
  private final Measurement measurement;
  private final AtomicInteger missing = new AtomicInteger();
  private long number;

  /** The call that brings a text to many. */
  private interface Call {
    String path();

    /** Its body as JSON, with a text that needs no escapes. */
    String body(long number, String text);
  }

  private record ToEveryone(long sender) implements Call {
    @Override
    public String path() {
      return RoutePaths.GROUP;
    }

    @Override
    public String body(long number, String text) {
      return "{\"userId\":" + sender + ",\"msg\":\"" + text + "\"}";
    }
  }

  /** The message has an id, as those of clients have, so that it could be repeated. */
  private record ToGroup(LoadGroup group) implements Call {
    @Override
    public String path() {
      return RoutePaths.GROUP_SEND;
    }

    @Override
    public String body(long number, String text) {
      return "{\"userId\":"
          + group.owner().userId()
          + ",\"groupId\":"
          + group.id()
          + ",\"clientMsgId\":\""
          + number
          + "\",\"msg\":\""
          + text
          + "\"}";
    }
  }

  private FanOutSender(Call call, int receivers, int size, HttpLine line, Measurement measurement) {
    this.call = call;
    this.receivers = receivers;
    this.size = size;
    this.line = line;
    this.measurement = measurement;
  }

  /**
   * Makes one that sends to everyone online.
   *
   * @param size of a text, in characters
   * @param measurement with a lane for each receiver
   */
  public static FanOutSender toEveryone(
      long sender, int receivers, int size, HttpLine line, Measurement measurement) {
    return new FanOutSender(new ToEveryone(sender), receivers, size, line, measurement);
  }

  /**
   * Makes one that sends to a group, as its owner, who is offline.
   *
   * @param receivers how many members are online
   * @param size of a text, in characters
   * @param measurement with a lane for each receiver
   */
  public static FanOutSender toGroup(
      LoadGroup group, int receivers, int size, HttpLine line, Measurement measurement) {
    return new FanOutSender(new ToGroup(group), receivers, size, line, measurement);
  }

  /** Sends the first message. */
  public void start() {
    if (!measurement.leaves(receivers)) {
      return;
    }
    missing.set(receivers + 1);
    long due = System.nanoTime();
    String text = new String(new MessageText(0, ++number, due).bytes(size), US_ASCII);
    line.post(
        call.path(),
        call.body(number, text).getBytes(US_ASCII),
        (status, answer) -> {
          boolean taken = Envelopes.isSuccess(status, answer);
          for (int i = 0; i < receivers; i++) {
            measurement.answered(i, due, taken);
          }
          oneLess();
        });
  }

  @Override
  public void message(LoadClient client, String text) {
    if (measurement.arrivedOn(client.index(), withoutGroup(text))) {
      oneLess();
    }
  }

  /** Clients of v2 get a text behind the name of its group in brackets. */
  private static String withoutGroup(String text) {
    return text.startsWith("[") ? text.substring(text.indexOf("] ") + 2) : text;
  }

  private void oneLess() {
    if (missing.decrementAndGet() == 0) {
      start();
    }
  }
}
