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
import org.jspecify.annotations.Nullable;

/** Accounts of a cluster, before any client of theirs exists. */
public final class Accounts {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

  private Accounts() {}

  /** Registers a name without a password; else like {@link #register(String, String, String)}. */
  public static Account register(String routeUrl, String name) {
    return register(routeUrl, name, /* password= */ null);
  }

  /**
   * Registers a name and blocks until the account is there. A name that exists answers its own
   * account, so that a repeat changes nothing. Any thread may call.
   *
   * @param routeUrl {@code http://host:port/} or https of a route
   * @param password of the account; one that has a password is answered only to who gives it. Null
   *     for an account without one
   * @throws UnavailableException when the route does not answer
   * @throws CimException with the route's own code when it refuses
   */
  public static Account register(String routeUrl, String name, @Nullable String password) {
    return register(routeUrl, name, password, /* tls= */ null);
  }

  /**
   * Registers a name at a route that is trusted like this.
   *
   * @param tls null for what the JDK trusts
   */
  public static Account register(
      String routeUrl, String name, @Nullable String password, @Nullable Tls tls) {
    OkHttpClient plain = HttpClients.create(CONNECT_TIMEOUT, CALL_TIMEOUT);
    OkHttpClient http = tls == null ? plain : tls.over(plain);
    try {
      return new RouteClient(RouteUrls.parse(routeUrl), http)
          .register(new RegisterRequest(name, /* reqNo= */ null, password));
    } finally {
      http.connectionPool().evictAll();
    }
  }
}
