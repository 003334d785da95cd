package io.crossim.it.client;

import io.crossim.common.protocol.Frame;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A console of protocol v2: each frame goes to a queue of ten, what does not fit is thrown away,
 * and printing one takes its time.
 */
public final class V2Console implements AutoCloseable {

  private static final int QUEUE = 10;
  private static final long PRINT_MILLIS = 5;

  private final BlockingQueue<Frame> queue = new ArrayBlockingQueue<>(QUEUE);
  private final List<String> printed = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService printer = Executors.newSingleThreadScheduledExecutor();
  private final V2Client client;

  private V2Console(ServerAt server, User user) {
    client = V2Client.online(server, user, queue::offer);
    printer.scheduleAtFixedRate(this::print, PRINT_MILLIS, PRINT_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Logs in at the route and on the socket, and returns when the server has accepted it. */
  public static V2Console online(Route route, User user) {
    return new V2Console(route.chooseServer(user), user);
  }

  private void print() {
    Frame frame = queue.poll();
    if (frame != null) {
      printed.addAll(frame.getBatchCount() > 0 ? frame.getBatchList() : List.of(frame.getText()));
    }
  }

  /** What its user has seen, in order. */
  public List<String> printed() {
    return List.copyOf(printed);
  }

  @Override
  public void close() {
    printer.shutdownNow();
    client.close();
  }
}
