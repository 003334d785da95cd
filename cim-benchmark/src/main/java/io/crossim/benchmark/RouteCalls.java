package io.crossim.benchmark;

import io.crossim.common.http.HttpClients;
import io.crossim.common.result.CimException;
import io.crossim.route.api.Account;
import io.crossim.route.api.LoginRequest;
import io.crossim.route.api.RegisterRequest;
import io.crossim.route.api.RouteClient;
import io.crossim.route.api.ServerAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.HttpUrl;

/** What a run prepares over HTTP: accounts and logins. */
final class RouteCalls implements AutoCloseable {

  private static final int AT_ONCE = 16;

  private final RouteClient route;
  private final String run = Long.toString(System.currentTimeMillis(), 36);
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          AT_ONCE,
          work -> {
            Thread thread = new Thread(work, "prepare");
            thread.setDaemon(true);
            return thread;
          });

  RouteCalls(HttpUrl url) {
    route = new RouteClient(url, HttpClients.create(Duration.ofSeconds(5), Duration.ofSeconds(30)));
  }

  /** New accounts. */
  List<Account> register(int count) {
    List<CompletableFuture<Account>> running = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      RegisterRequest request = new RegisterRequest("load-" + run + "-" + i, /* reqNo= */ null);
      running.add(CompletableFuture.supplyAsync(() -> route.register(request), threads));
    }
    return running.stream().map(CompletableFuture::join).toList();
  }

  ServerAddress login(Account account) {
    return route.login(new LoginRequest(account.userId(), account.userName(), /* reqNo= */ null));
  }

  /** Logs accounts in, and connects them; returns when all are accepted. */
  List<LoadClient> connect(List<Account> accounts, LoadClient.Factory factory) {
    List<CompletableFuture<LoadClient>> running = new ArrayList<>(accounts.size());
    for (int i = 0; i < accounts.size(); i++) {
      int index = i;
      running.add(
          CompletableFuture.supplyAsync(
              () -> {
                Account account = accounts.get(index);
                return factory.connect(index, account, login(account));
              },
              threads));
    }
    List<LoadClient> clients = running.stream().map(CompletableFuture::join).toList();
    clients.forEach(LoadClient::awaitAccepted);
    return clients;
  }

  /** The message of a failure of a preparing call. */
  static String words(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause instanceof CimException ? String.valueOf(cause.getMessage()) : cause.toString();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
