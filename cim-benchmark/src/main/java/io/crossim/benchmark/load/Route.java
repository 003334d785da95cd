package io.crossim.benchmark.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.benchmark.transport.Loops;
import io.crossim.route.api.Account;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.api.ServerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/**
 * What a load asks a route for besides what it measures. No call blocks; one that fails completes
 * with a {@link Refusal}. Any thread may call.
 */
public final class Route {

  /** The usual number of connections, enough to keep a route busy. */
  public static final int USUAL_CONNECTIONS = 64;

  private final HttpUrl url;
  private final Loops loops;
  private final HttpPool pool;
  private final String password;

  /**
   * Makes one for accounts without passwords.
   *
   * @param connections so many calls are under way at most
   */
  public Route(HttpUrl url, Loops loops, int connections) {
    this(url, loops, connections, "");
  }

  /**
   * Makes one.
   *
   * @param password of all accounts, of letters and digits; empty for none
   */
  public Route(HttpUrl url, Loops loops, int connections, String password) {
    this.url = url;
    this.loops = loops;
    this.pool = new HttpPool(url, loops, connections);
    this.password = password.isEmpty() ? "" : ",\"password\":\"" + password + "\"";
  }

  /** Registers a name of letters, digits and dashes. */
  public CompletableFuture<Account> register(String name) {
    return pool.post(RoutePaths.REGISTER, bytes("{\"userName\":\"" + name + "\"" + password + "}"))
        .thenApply(Route::account);
  }

  /** Asks for a server to connect to. */
  public CompletableFuture<ServerAddress> login(Account account) {
    return pool.post(RoutePaths.LOGIN, loginBody(account))
        .thenApply(
            data ->
                new ServerAddress(
                    data.path("ip").asString(""),
                    data.path("cimServerPort").asInt(0),
                    data.path("httpPort").asInt(0),
                    data.path("token").asString(null),
                    null,
                    data.path("wsUrl").asString(null),
                    null));
  }

  private byte[] loginBody(Account account) {
    return bytes(
        "{\"userId\":"
            + account.userId()
            + ",\"userName\":\""
            + account.userName()
            + "\""
            + password
            + "}");
  }

  /** A token for calls on behalf of an account; empty where accounts have no passwords. */
  CompletableFuture<String> token(Account account) {
    return password.isEmpty()
        ? CompletableFuture.completedFuture("")
        : pool.post(RoutePaths.TOKEN, bytes("{\"userId\":" + account.userId() + password + "}"))
            .thenApply(data -> data.path("token").asString(""));
  }

  /** Voids all tokens of an account, by one of them. */
  CompletableFuture<Boolean> logout(Account account, String token) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    new HttpLine(url, loops, HttpLine.bearer(token))
        .post(
            RoutePaths.LOGOUT,
            bytes("{\"userId\":" + account.userId() + "}"),
            (status, body) -> {
              try {
                Envelopes.dataBody(RoutePaths.LOGOUT, status, body);
                done.complete(true);
              } catch (Refusal e) {
                done.completeExceptionally(e);
              }
            });
    return done;
  }

  /** Sends a private message, a text of letters and digits; completes when the route took it. */
  public CompletableFuture<Void> send(Account sender, Account receiver, String text) {
    return pool.post(
            RoutePaths.PRIVATE,
            bytes(
                "{\"userId\":"
                    + sender.userId()
                    + ",\"receiveUserId\":"
                    + receiver.userId()
                    + ",\"msg\":\""
                    + text
                    + "\"}"))
        .thenAccept(data -> {});
  }

  /** A page of those online, by ascending id; a route of v2 answers all of them. */
  public CompletableFuture<List<Account>> online(int limit, long after) {
    return pool.get(RoutePaths.ONLINE + "?limit=" + limit + "&after=" + after)
        .thenApply(
            data -> {
              List<Account> accounts = new ArrayList<>(data.size());
              data.forEach(user -> accounts.add(account(user)));
              return accounts;
            });
  }

  private static Account account(JsonNode data) {
    return new Account(data.path("userId").asLong(0), data.path("userName").asString(""));
  }

  private static byte[] bytes(String json) {
    return json.getBytes(UTF_8);
  }
}
