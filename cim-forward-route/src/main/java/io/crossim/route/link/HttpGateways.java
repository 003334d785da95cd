package io.crossim.route.link;

import io.crossim.common.http.HttpClients;
import io.crossim.metastore.ServerNode;
import io.crossim.server.api.GatewayApi;
import io.crossim.server.api.GatewayClient;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** Lines over HTTP with keep-alive. */
public final class HttpGateways implements Gateways {

  private final OkHttpClient client =
      HttpClients.create(Duration.ofMillis(500), Duration.ofSeconds(1));

  private final OkHttpClient patient =
      HttpClients.create(Duration.ofMillis(500), Duration.ofSeconds(3));

  @Override
  public GatewayApi open(ServerNode node) {
    HttpUrl url =
        new HttpUrl.Builder().scheme("http").host(node.host()).port(node.httpPort()).build();
    return new GatewayClient(url, client, patient);
  }
}
