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
  private final AttackTally tally;
  private final Pacer pacer;

  private Requests(double perSecond, List<Request> requests, AttackTally tally) {
    this.requests = requests;
    this.tally = tally;
    this.pacer = new Pacer(perSecond);
  }

  /**
   * Begins.
   *
   * @param token that all of them show; empty for none
   */
  static Attack send(
      double perSecond, List<Request> requests, String token, Target target, AttackTally tally) {
    Requests sent = new Requests(perSecond, requests, tally);
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
          tally.tried();
          line.post(
              request.path(),
              request.json().getBytes(UTF_8),
              (status, body) -> {
                if (Envelopes.isSuccess(status, body)) {
                  tally.got();
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
