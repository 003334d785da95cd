package io.crossim.server.session;

import io.crossim.metastore.RouteNode;
import io.crossim.metastore.Watched;
import io.crossim.route.api.RouteClient;
import java.util.List;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** A client for each route in discovery, made anew when the list changes. */
public final class RouteClients implements Supplier<List<RouteClient>> {

  private final OkHttpClient http;
  private volatile List<RouteClient> clients = List.of();

  public RouteClients(Watched<RouteNode> routes, OkHttpClient http) {
    this.http = http;
    routes.onChange(nodes -> clients = nodes.stream().map(this::client).toList());
  }

  @Override
  public List<RouteClient> get() {
    return clients;
  }

  private RouteClient client(RouteNode node) {
    HttpUrl url =
        new HttpUrl.Builder().scheme("http").host(node.host()).port(node.httpPort()).build();
    return new RouteClient(url, http);
  }
}
