package io.crossim.sdk;

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
import java.util.function.Consumer;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Several routes of one cluster, asked as if they were one. A call that may be repeated goes to the
 * next when one does not answer; one that sends a text fails, and the caller decides.
 */
@RequiredArgsConstructor
final class SeveralRoutes implements RouteApi {

  private final RouteSelection<RouteApi> routes;

  static RouteApi of(List<? extends RouteApi> routes) {
    return routes.size() == 1
        ? routes.get(0)
        : new SeveralRoutes(new RouteSelection<>(List.copyOf(routes)));
  }

  private void runOnce(Consumer<RouteApi> call) {
    routes.once(done(call));
  }

  private void runRepeatable(Consumer<RouteApi> call) {
    routes.repeatable(done(call));
  }

  private static Function<RouteApi, Boolean> done(Consumer<RouteApi> call) {
    return route -> {
      call.accept(route);
      return true;
    };
  }

  @Override
  public Account register(RegisterRequest request) {
    return routes.repeatable(route -> route.register(request));
  }

  @Override
  public ServerAddress login(LoginRequest request) {
    return routes.repeatable(route -> route.login(request));
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
    return routes.repeatable(route -> route.onlineUsers(limit, after));
  }

  @Override
  public void fetchOffline(FetchOfflineRequest request) {
    runRepeatable(route -> route.fetchOffline(request));
  }

  @Override
  public Token token(TokenRequest request) {
    return routes.repeatable(route -> route.token(request));
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
