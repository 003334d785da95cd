package io.crossim.benchmark.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.crossim.route.api.RoutePaths;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends to everyone; the next message leaves when all receivers and the sender have the last. */
public final class BroadcastSender implements Receiver {

  private final long sender;
  private final int receivers;
  private final int size;
  private final HttpLine line;
  private final Measurement measurement;
  private final AtomicInteger missing = new AtomicInteger();
  private long number;

  /**
   * Makes one.
   *
   * @param measurement with a lane for each receiver
   * @param size of a text, in characters
   */
  public BroadcastSender(
      long sender, int receivers, int size, HttpLine line, Measurement measurement) {
    this.sender = sender;
    this.receivers = receivers;
    this.size = size;
    this.line = line;
    this.measurement = measurement;
  }

  /** Sends the first message. */
  public void start() {
    if (!measurement.leaves(receivers)) {
      return;
    }
    missing.set(receivers + 1);
    long due = System.nanoTime();
    String text = new String(new MessageText(0, ++number, due).bytes(size), US_ASCII);
    byte[] body = ("{\"userId\":" + sender + ",\"msg\":\"" + text + "\"}").getBytes(US_ASCII);
    line.post(
        RoutePaths.GROUP,
        body,
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
    measurement.arrivedOn(client.index(), text);
    oneLess();
  }

  private void oneLess() {
    if (missing.decrementAndGet() == 0) {
      start();
    }
  }
}
