package io.crossim.benchmark.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.benchmark.load.Envelopes;
import io.crossim.benchmark.load.HttpLine;
import io.crossim.benchmark.load.Pacer;
import java.util.List;
import java.util.stream.IntStream;

/** Requests of strangers, at a rate, one after the other in turn. */
final class Requests implements Attack {

  private static final int LINES = 32;

  /** A request with its path and its body. */
  record Request(String path, String json) {}

  private final List<Request> requests;
  private final DeliveryCount delivered;
  private final Pacer pacer;

  private Requests(double perSecond, List<Request> requests, DeliveryCount delivered) {
    this.requests = requests;
    this.delivered = delivered;
    this.pacer = new Pacer(perSecond);
  }

  /**
   * Begins.
   *
   * @param token that all of them show; empty for none
   */
  static Attack send(
      double perSecond,
      List<Request> requests,
      String token,
      Target target,
      DeliveryCount delivered) {
    Requests sent = new Requests(perSecond, requests, delivered);
    IntStream.range(0, LINES)
        .forEach(
            i ->
                sent.next(new HttpLine(target.route(), target.loops(), HttpLine.bearer(token)), i));
    return sent;
  }

  private void next(HttpLine line, int number) {
    Request request = requests.get(number % requests.size());
    pacer.next(
        due -> {
          delivered.tried();
          line.post(
              request.path(),
              request.json().getBytes(UTF_8),
              (status, body) -> {
                if (Envelopes.isSuccess(status, body)) {
                  delivered.got();
                }
                next(line, number + 1);
              });
        });
  }

  @Override
  public void close() {
    pacer.close();
  }
}
