package io.crossim.route.web;

import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.crossim.route.api.Account;
import io.crossim.route.api.FetchOfflineRequest;
import io.crossim.route.api.GroupMessage;
import io.crossim.route.api.LoginRequest;
import io.crossim.route.api.OfflineRequest;
import io.crossim.route.api.PrivateMessage;
import io.crossim.route.api.RegisterRequest;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.api.SentMessage;
import io.crossim.route.api.ServerAddress;
import io.crossim.service.web.NotStoredException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The calls of clients and scripts. Handlers block on purpose: that is the cheapest way here. */
@RestController
@RequiredArgsConstructor
@Tag(name = "route", description = "Registration, login, messages and presence")
public class RouteController {

  private final RouteService route;
  private final LoginHost loginHost;

  @Operation(summary = "Register a name; one that exists answers its own id")
  @PostMapping(RoutePaths.REGISTER)
  public Envelope<Account> register(@RequestBody RegisterRequest request) {
    return Envelope.success(request.reqNo(), route.register(request));
  }

  @Operation(summary = "Check the account and choose the cim-server to connect to")
  @PostMapping(RoutePaths.LOGIN)
  public Envelope<ServerAddress> login(@RequestBody LoginRequest request, HttpServletRequest http) {
    ServerAddress server = route.login(request);
    if (loginHost == LoginHost.REQUEST) {
      server = new ServerAddress(hostOf(http), server.cimServerPort(), server.httpPort());
    }
    return Envelope.success(request.reqNo(), server);
  }

  @Operation(summary = "Send to one user")
  @PostMapping(RoutePaths.PRIVATE)
  public Envelope<SentMessage> sendPrivate(
      @RequestBody PrivateMessage message,
      @RequestHeader(name = RoutePaths.PROTO_HEADER, required = false) @Nullable String proto) {
    try {
      if ("3".equals(proto)) {
        return Envelope.success(message.reqNo(), route.send(message));
      }
      route.sendPrivate(message);
      return Envelope.success(message.reqNo(), null);
    } catch (CimException e) {
      throw new NotStoredException(e);
    }
  }

  @Operation(summary = "Send to every online user but the sender")
  @PostMapping(RoutePaths.GROUP)
  public Envelope<Void> sendGroup(@RequestBody GroupMessage message) {
    route.sendGroup(message);
    return Envelope.success(message.reqNo(), null);
  }

  @Operation(summary = "Hint that a user's connection is gone")
  @PostMapping(RoutePaths.OFFLINE)
  public Envelope<Void> offline(@RequestBody OfflineRequest request) {
    route.offline(request);
    return Envelope.success(request.reqNo(), null);
  }

  @Operation(summary = "List the online users by ascending id")
  @GetMapping(RoutePaths.ONLINE)
  public Envelope<List<Account>> onlineUsers(
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable Long after) {
    return Envelope.success(null, route.onlineUsers(limit, after));
  }

  @Operation(summary = "Ask for the stored messages of a user to be pushed to him")
  @PostMapping(RoutePaths.FETCH_OFFLINE)
  public Envelope<Void> fetchOffline(@RequestBody FetchOfflineRequest request) {
    route.fetchOffline(request);
    return Envelope.success(request.reqNo(), null);
  }

  private static String hostOf(HttpServletRequest http) {
    String host = http.getServerName();
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return bracketed ? host.substring(1, host.length() - 1) : host;
  }
}
