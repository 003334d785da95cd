package io.crossim.sdk;

import io.crossim.common.http.HttpClients;
import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import io.crossim.route.api.Account;
import io.crossim.route.api.RegisterRequest;
import io.crossim.route.api.RouteClient;
import io.crossim.sdk.tls.Tls;
import java.time.Duration;
import okhttp3.OkHttpClient;

/** Accounts of a cluster, before any client of theirs exists. */
public final class Accounts {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

  private Accounts() {}

  /**
   * Registers a name and blocks until the account is there. A name that exists answers its own
   * account, so that a repeat changes nothing. Any thread may call.
   *
   * @param routeUrl {@code http://host:port/} or https of a route
   * @throws UnavailableException when the route does not answer
   * @throws CimException with the route's own code when it refuses
   */
  public static Account register(String routeUrl, String name) {
    return register(routeUrl, name, HttpClients.create(CONNECT_TIMEOUT, CALL_TIMEOUT));
  }

  /** The same over https, with a route that is trusted like this. */
  public static Account register(String routeUrl, String name, Tls tls) {
    return register(routeUrl, name, tls.over(HttpClients.create(CONNECT_TIMEOUT, CALL_TIMEOUT)));
  }

  private static Account register(String routeUrl, String name, OkHttpClient http) {
    try {
      return new RouteClient(RouteUrls.parse(routeUrl), http)
          .register(new RegisterRequest(name, null));
    } finally {
      http.connectionPool().evictAll();
    }
  }
}
