package io.crossim.benchmark.load;

import io.crossim.benchmark.transport.Loops;
import io.crossim.common.protocol.SendAck;
import io.crossim.route.api.Account;
import java.util.List;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import okhttp3.HttpUrl;

/** Private messages in lanes, which share senders and receivers where there are fewer of those. */
@RequiredArgsConstructor
public final class PrivateLoad {

  private final List<Account> receivers;
  private final int lanes;
  private final int size;
  private final Measurement measurement;
  private final Pacer pacer;

  /**
   * Starts to send over HTTP.
   *
   * @param tokens of the senders, as {@link Users#tokens} tells them
   */
  public void overHttp(List<Account> senders, List<String> tokens, HttpUrl route, Loops loops) {
    List<HttpLane> all =
        IntStream.range(0, lanes)
            .mapToObj(
                lane ->
                    new HttpLane(
                        lane,
                        senders.get(lane % senders.size()).userId(),
                        receiver(lane),
                        size,
                        new HttpLine(
                            route, loops, HttpLine.bearer(tokens.get(lane % tokens.size()))),
                        measurement,
                        pacer))
            .toList();
    all.forEach(HttpLane::start);
  }

  /** Connects the senders and starts to send over their connections. */
  public void overConnections(List<Account> senders, Protocol protocol, Users users, Loops loops)
      throws InterruptedException {
    TcpLane[] all = new TcpLane[lanes];
    Receiver acks =
        new Receiver() {
          @Override
          public void message(LoadClient client, String text) {}

          @Override
          public void sent(SendAck ack) {
            all[TcpLane.laneOf(ack)].answered(ack);
          }
        };
    List<LoadClient> clients = users.connect(senders, new Connector(protocol, acks, loops));
    for (int lane = 0; lane < lanes; lane++) {
      LoadClient sender = clients.get(lane % clients.size());
      all[lane] = new TcpLane(lane, sender, receiver(lane), size, measurement, pacer);
    }
    for (TcpLane lane : all) {
      lane.start();
    }
  }

  private long receiver(int lane) {
    return receivers.get(lane % receivers.size()).userId();
  }
}
