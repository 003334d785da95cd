package io.crossim.sdk;

import io.crossim.common.result.UnavailableException;
import io.crossim.route.api.Account;
import io.crossim.route.api.BroadcastRequest;
import io.crossim.route.api.FetchOfflineRequest;
import io.crossim.route.api.LoginRequest;
import io.crossim.route.api.OfflineRequest;
import io.crossim.route.api.PasswordChange;
import io.crossim.route.api.PrivateMessage;
import io.crossim.route.api.RegisterRequest;
import io.crossim.route.api.RouteApi;
import io.crossim.route.api.ServerAddress;
import io.crossim.route.api.Token;
import io.crossim.route.api.TokenRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Several routes of one cluster, asked as if they were one. When the one in use does not answer,
 * the next is used from then on. A call that may be repeated goes to it at once; one that sends a
 * text fails, and the caller decides.
 */
@RequiredArgsConstructor
final class SeveralRoutes implements RouteApi {

  private final List<? extends RouteApi> routes;
  private final AtomicInteger current = new AtomicInteger();

  static RouteApi of(List<? extends RouteApi> routes) {
    return routes.size() == 1 ? routes.get(0) : new SeveralRoutes(routes);
  }

  private <T> T once(Function<RouteApi, T> call) {
    int index = current.get();
    try {
      return call.apply(routes.get(index));
    } catch (UnavailableException e) {
      current.compareAndSet(index, (index + 1) % routes.size());
      throw e;
    }
  }

  private void runOnce(Consumer<RouteApi> call) {
    once(done(call));
  }

  private <T> T repeatable(Function<RouteApi, T> call) {
    for (int others = routes.size() - 1; others > 0; others--) {
      try {
        return once(call);
      } catch (UnavailableException e) {
        // the next one may answer; the last one's failure is told
      }
    }
    return once(call);
  }

  private void runRepeatable(Consumer<RouteApi> call) {
    repeatable(done(call));
  }

  private static Function<RouteApi, Boolean> done(Consumer<RouteApi> call) {
    return route -> {
      call.accept(route);
      return true;
    };
  }

  @Override
  public Account register(RegisterRequest request) {
    return repeatable(route -> route.register(request));
  }

  @Override
  public ServerAddress login(LoginRequest request) {
    return repeatable(route -> route.login(request));
  }

  @Override
  public void sendPrivate(PrivateMessage message) {
    runOnce(route -> route.sendPrivate(message));
  }

  @Override
  public void broadcast(BroadcastRequest message) {
    runOnce(route -> route.broadcast(message));
  }

  @Override
  public void offline(OfflineRequest request) {
    runRepeatable(route -> route.offline(request));
  }

  @Override
  public List<Account> onlineUsers(@Nullable Integer limit, @Nullable Long after) {
    return repeatable(route -> route.onlineUsers(limit, after));
  }

  @Override
  public void fetchOffline(FetchOfflineRequest request) {
    runRepeatable(route -> route.fetchOffline(request));
  }

  @Override
  public Token token(TokenRequest request) {
    return repeatable(route -> route.token(request));
  }

  @Override
  public void logout(TokenRequest request) {
    runRepeatable(route -> route.logout(request));
  }

  @Override
  public void changePassword(PasswordChange request) {
    runOnce(route -> route.changePassword(request));
  }
}
