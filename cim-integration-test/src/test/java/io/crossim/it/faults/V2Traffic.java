package io.crossim.it.faults;

import io.crossim.it.client.Answer;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * People with clients of protocol v2: they send over HTTP, one call after the other, and connect
 * again when their connection is lost. A load balancer stands before the routes: a call goes on to
 * the next route when one takes no connection.
 */
final class V2Traffic extends Traffic {

  private static final long LOOK_EVERY_MS = 200;

  private final List<Route> routes;

  /** One thread for each sender, so that his calls keep their order. */
  private final List<ExecutorService> senders = new ArrayList<>();

  private final ScheduledExecutorService watch = Executors.newScheduledThreadPool(4);
  private final List<V2Person> people = new ArrayList<>();

  V2Traffic(List<Route> routes, int size) {
    this.routes = routes;
    for (int i = 0; i < size; i++) {
      User user = routes.get(i % routes.size()).register("ring");
      users.add(user);
      senders.add(Executors.newSingleThreadExecutor());
      V2Person person = new V2Person(routes, user, (sender, text) -> seen(user, sender, text));
      people.add(person);
      person.connectIfGone();
      watch.scheduleWithFixedDelay(
          () -> lookAfter(person), LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }
  }

  private static void lookAfter(V2Person person) {
    try {
      person.connectIfGone();
    } catch (RuntimeException | Error e) {
      // Tried again at the next look.
    }
  }

  @Override
  void addGroups(GroupTraffic.Size size) {
    if (size.groups() > 0) {
      throw new UnsupportedOperationException("clients of v2 make no groups");
    }
  }

  @Override
  void send(int sender, User receiver, String text) {
    Future<?> unused = senders.get(sender).submit(() -> call(sender, receiver, text));
  }

  /** A v2 client does not repeat what was refused, nor what may have been taken. */
  private void call(int sender, User receiver, String text) {
    for (int i = 0; i < routes.size(); i++) {
      try {
        Answer answer =
            routes.get((sender + i) % routes.size()).toOne(users.get(sender), receiver, text);
        boolean accepted = answer.status() == 200 && answer.code().equals("9000");
        told(text, accepted ? Ledger.Told.ACCEPTED : Ledger.Told.REFUSED);
        return;
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof ConnectException)) {
          break;
        }
      } catch (RuntimeException e) {
        break;
      }
    }
    told(text, Ledger.Told.UNKNOWN);
  }

  @Override
  public void close() {
    super.close();
    senders.forEach(ExecutorService::shutdownNow);
    watch.shutdownNow();
    people.forEach(V2Person::close);
  }
}
