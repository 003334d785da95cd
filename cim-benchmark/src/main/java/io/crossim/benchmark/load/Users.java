package io.crossim.benchmark.load;

import io.crossim.route.api.Account;
import io.crossim.route.api.ServerAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Prepares the users of a run, over several connections at once. Calls block until all are there,
 * and throw a {@link Refusal} when one of them cannot be had.
 */
public final class Users {

  /** So many calls are under way. */
  static final int AT_ONCE = 64;

  private static final int ATTEMPTS = 5;
  private static final int TEXT = 100;
  private static final long PAUSE_MILLIS = 200;

  private final Route route;
  private final String run = Long.toString(System.currentTimeMillis(), 36);
  private final AtomicInteger registered = new AtomicInteger();

  public Users(Route route) {
    this.route = route;
  }

  /** Registers new accounts. */
  public List<Account> register(int count) throws InterruptedException {
    int first = registered.getAndAdd(count);
    return InFlight.start(
            count, AT_ONCE, i -> retried(() -> route.register("load-" + run + "-" + (first + i))))
        .await("register");
  }

  /** Logs accounts in, and connects them; returns when all are accepted. */
  public List<LoadClient> connect(List<Account> accounts, Connector connector)
      throws InterruptedException {
    return InFlight.start(
            accounts.size(), AT_ONCE, i -> retried(() -> connect(i, accounts.get(i), connector)))
        .await("connect");
  }

  /** What each account shows with its calls; empty where accounts have no passwords. */
  public List<String> tokens(List<Account> accounts) throws InterruptedException {
    return InFlight.start(
            accounts.size(), AT_ONCE, i -> retried(() -> route.token(accounts.get(i))))
        .await("token");
  }

  /** Where an account is to connect to. */
  public ServerAddress login(Account account) throws InterruptedException {
    return one("login", i -> route.login(account));
  }

  /** Voids all tokens of an account, by one of them. */
  public void logout(Account account, String token) throws InterruptedException {
    one("logout", i -> route.logout(account, token));
  }

  private static <T> T one(String what, IntFunction<CompletableFuture<T>> job)
      throws InterruptedException {
    return InFlight.start(1, 1, job).await(what).get(0);
  }

  /** Sends so many messages, to one receiver after the other. */
  public void send(Account sender, List<Account> receivers, int count) throws InterruptedException {
    String text = "x".repeat(TEXT);
    InFlight.start(
            count,
            AT_ONCE,
            i -> retried(() -> sent(sender, receivers.get(i % receivers.size()), text)))
        .await("send");
  }

  private CompletableFuture<Boolean> sent(Account sender, Account receiver, String text) {
    return route.send(sender, receiver, text).thenApply(done -> true);
  }

  private CompletableFuture<LoadClient> connect(int index, Account account, Connector connector) {
    return route.login(account).thenCompose(server -> connector.connect(index, account, server));
  }

  /** A service that is busy with many users may refuse one for a moment. */
  static <T> CompletableFuture<T> retried(Supplier<CompletableFuture<T>> job) {
    return retried(job, ATTEMPTS);
  }

  private static <T> CompletableFuture<T> retried(
      Supplier<CompletableFuture<T>> job, int attempts) {
    CompletableFuture<T> first = job.get();
    if (attempts == 1) {
      return first;
    }
    return first.exceptionallyCompose(
        refused ->
            CompletableFuture.supplyAsync(
                    () -> job,
                    CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS))
                .thenCompose(again -> retried(again, attempts - 1)));
  }
}
