package io.crossim.client.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crossim.client.chat.ConversationId;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.sdk.Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console's preferences over the library, with a route that knows only what is blocked. */
class SdkPreferencesTest {

  private final List<String> called = new CopyOnWriteArrayList<>();

  private HttpServer route;
  private Client client;
  private SdkPreferences preferences;

  @BeforeEach
  void start() throws IOException {
    route = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    route.createContext("/", this::answer);
    route.start();
    client =
        Client.builder()
            .routeUrl("http://127.0.0.1:" + route.getAddress().getPort() + "/")
            .user(1, "alice")
            .build();
    preferences = new SdkPreferences(client, new PresenceEvents(new RecordedEvents()));
  }

  @AfterEach
  void stop() {
    client.close();
    route.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    called.add(exchange.getRequestURI() + " " + request);
    String body = request.isEmpty() ? "{\"users\":[2,5]}" : "null";
    byte[] bytes =
        ("{\"code\":\"9000\",\"message\":\"\",\"reqNo\":null,\"dataBody\":" + body + "}")
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void blocksAndListsWhomItHasBlocked() {
    preferences.block(2, true);
    preferences.block(2, false);

    assertThat(preferences.blocked()).containsExactly(2L, 5L);
    assertThat(called.get(0)).startsWith("/block ").contains("\"peerId\":2,\"blocked\":true");
    assertThat(called.get(1)).contains("\"peerId\":2,\"blocked\":false");
  }

  @Test
  void mutesGroupsAndUsers() {
    preferences.mute(ConversationId.group(50), Optional.empty());
    preferences.mute(ConversationId.user(2), Optional.of(Instant.ofEpochMilli(1_893_456_000_000L)));
    preferences.unmute(ConversationId.group(50));

    assertThat(called).allMatch(call -> call.startsWith("/conversation/mute "));
    assertThat(called.get(0)).contains("\"groupId\":50").doesNotContain("\"until\":1");
    assertThat(called.get(1)).contains("\"peerId\":2").contains("\"until\":1893456000000");
    assertThat(called.get(2)).contains("\"groupId\":50").contains("\"until\":0");
  }

  @Test
  void moreUsersThanCanBeWatchedAreRefused() {
    Set<Long> users = LongStream.rangeClosed(1, 501).boxed().collect(Collectors.toSet());

    assertThatThrownBy(() -> preferences.watch(users))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.INVALID_ARGUMENT))
        .hasMessage("userIds: 501 users (expected: at most 500)");
  }
}
