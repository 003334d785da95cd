package io.crossim.benchmark.report;

import io.crossim.benchmark.load.Connector;
import io.crossim.benchmark.load.Receiver;
import io.crossim.benchmark.load.Route;
import io.crossim.benchmark.load.Users;
import io.crossim.benchmark.transport.Loops;
import io.crossim.route.api.Account;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;

/** What a target is filled with besides the load. Calls block; counts are of the whole. */
final class Population implements AutoCloseable {

  private static final int RECEIVERS = 100;

  private final Loops loops = new Loops("population", 1);
  private final Users users;
  private final List<Account> accounts = new ArrayList<>();
  private int online;
  private int stored;

  Population(String url) {
    users = new Users(new Route(HttpUrl.get(url), loops, Route.USUAL_CONNECTIONS));
  }

  /** Connects users until so many are online; they stay until the end. */
  void connect(int count) throws InterruptedException {
    List<Account> more = users.register(count - online);
    users.connect(more, new Connector(/* v3= */ true, Receiver.none(), loops));
    online = count;
  }

  /** Registers accounts until there are so many. */
  void register(int count) throws InterruptedException {
    accounts.addAll(users.register(count - accounts.size()));
  }

  /** Sends messages until so many wait for users who are offline. */
  void store(int count) throws InterruptedException {
    if (accounts.size() <= RECEIVERS) {
      accounts.addAll(users.register(RECEIVERS + 1));
    }
    users.send(accounts.get(RECEIVERS), accounts.subList(0, RECEIVERS), count - stored);
    stored = count;
  }

  @Override
  public void close() {
    loops.close();
  }
}
