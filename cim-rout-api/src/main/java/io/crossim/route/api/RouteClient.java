package io.crossim.route.api;

import io.crossim.common.http.HttpCaller;
import io.crossim.common.result.Envelope;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** A route, called over HTTP as clients do. */
public final class RouteClient extends GroupClient implements RouteApi {

  private static final Type ACCOUNTS = new TypeReference<List<Account>>() {}.getType();

  private static final Map<String, String> PROTO_3 = Map.of(RoutePaths.PROTO_HEADER, "3");

  public RouteClient(HttpCaller http) {
    super(http);
  }

  /**
   * @param url of the service, with or without a slash at its end
   */
  public RouteClient(HttpUrl url, OkHttpClient client) {
    this(new HttpCaller(url, client));
  }

  /**
   * One that shows who it is.
   *
   * @param token asked before every call; null for none. It must not block
   */
  public RouteClient(HttpUrl url, OkHttpClient client, Supplier<@Nullable String> token) {
    this(new HttpCaller(url, client, () -> headers(token.get())));
  }

  private static Map<String, String> headers(@Nullable String token) {
    return token == null
        ? PROTO_3
        : Map.of(RoutePaths.PROTO_HEADER, "3", "Authorization", "Bearer " + token);
  }

  @Override
  public Account register(RegisterRequest request) {
    return body(http.post(RoutePaths.REGISTER, request, Account.class));
  }

  @Override
  public ServerAddress login(LoginRequest request) {
    return body(http.post(RoutePaths.LOGIN, request, ServerAddress.class));
  }

  @Override
  public void sendPrivate(PrivateMessage message) {
    http.post(RoutePaths.PRIVATE, message, Object.class);
  }

  @Override
  public void broadcast(BroadcastRequest message) {
    http.post(RoutePaths.GROUP, message, Object.class);
  }

  @Override
  public void offline(OfflineRequest request) {
    http.post(RoutePaths.OFFLINE, request, Object.class);
  }

  @Override
  public List<Account> onlineUsers(@Nullable Integer limit, @Nullable Long after) {
    QueryPath path = new QueryPath(RoutePaths.ONLINE).with("limit", limit).with("after", after);
    Envelope<List<Account>> answer = http.get(path.text(), ACCOUNTS);
    return List.copyOf(body(answer));
  }

  @Override
  public void fetchOffline(FetchOfflineRequest request) {
    http.post(RoutePaths.FETCH_OFFLINE, request, Object.class);
  }

  @Override
  public Token token(TokenRequest request) {
    return body(http.post(RoutePaths.TOKEN, request, Token.class));
  }

  @Override
  public void logout(TokenRequest request) {
    http.post(RoutePaths.LOGOUT, request, Object.class);
  }

  @Override
  public void changePassword(PasswordChange request) {
    http.post(RoutePaths.CHANGE_PASSWORD, request, Object.class);
  }
}
