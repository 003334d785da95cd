package io.crossim.sdk.connection;

import io.crossim.common.result.CimException;
import io.crossim.route.api.RouteApi;
import io.crossim.route.api.ServerAddress;
import io.crossim.route.api.Token;
import io.crossim.route.api.TokenRequest;
import java.util.function.LongSupplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * The token of one user: every login brings one, and before it expires it is exchanged for another.
 * Any thread.
 */
@Slf4j
@RequiredArgsConstructor
public final class TokenHolder {

  /** From here on, in parts of its time, a token is exchanged. */
  private static final double OLD = 0.8;

  private final long userId;
  private final LongSupplier ticker;

  private volatile @Nullable Held held;

  private record Held(String token, long oldAt) {}

  /** The token; null while there is none, and for an account without a password. */
  public @Nullable String current() {
    Held now = held;
    return now == null ? null : now.token;
  }

  /** A login was accepted. */
  void loggedIn(ServerAddress server) {
    String token = server.token();
    Long seconds = server.tokenSeconds();
    held = token == null || seconds == null ? null : held(token, seconds);
  }

  /**
   * To be called before the token is needed; blocks for a call when it is old. One that cannot be
   * exchanged now stays, as it has some time left.
   */
  public void refresh(RouteApi route) {
    Held now = held;
    if (now == null || ticker.getAsLong() - now.oldAt < 0) {
      return;
    }
    try {
      Token next = route.token(new TokenRequest(userId, /* password= */ null, /* reqNo= */ null));
      held = held(next.token(), next.tokenSeconds());
    } catch (CimException e) {
      log.debug("the token was not exchanged: {}", e.getMessage());
    }
  }

  private Held held(String token, long seconds) {
    return new Held(token, ticker.getAsLong() + (long) (seconds * OLD * 1e9));
  }
}
