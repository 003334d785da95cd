package io.crossim.client.sdk;

import io.crossim.client.chat.User;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.route.api.Account;
import io.crossim.sdk.Accounts;
import io.crossim.sdk.tls.Tls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Finds the id of a name, by registering it. */
@RequiredArgsConstructor
final class Registration {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final List<String> routeUrls;
  private final Optional<Tls> tls;
  private final Consumer<String> waiting;

  /**
   * Blocks until a route has answered, however long that takes.
   *
   * @throws CimException if the route refuses the name
   */
  User register(String name, @Nullable String password) {
    while (true) {
      for (String routeUrl : routeUrls) {
        try {
          Account account = Accounts.register(routeUrl, name, password, tls.orElse(null));
          return new User(account.userId(), account.userName());
        } catch (UnavailableException e) {
          waiting.accept(String.valueOf(e.getMessage()));
        }
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CimException(ResultCode.FAILURE, "the registration was interrupted", e);
    }
  }
}
