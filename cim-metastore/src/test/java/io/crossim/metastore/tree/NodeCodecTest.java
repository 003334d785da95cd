package io.crossim.metastore.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import io.crossim.metastore.RouteNode;
import io.crossim.metastore.ServerNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeCodecTest {

  private static final String DATA = "{\"incarnation\":\"x\",\"proto\":2}";

  @Test
  void whereClientsOpenAWebSocketStandsInTheData() {
    ServerNode server =
        new ServerNode("10.0.0.1", 11211, 8081, "abc", "10.0.0.1", "wss://im.example.org/im");
    assertThat(NodeCodec.encode(server)).contains("\"wsUrl\":\"wss://im.example.org/im\"");
    assertThat(NodeCodec.server(server.name(), NodeCodec.encode(server))).isEqualTo(server);
  }

  @Test
  void theDataIsPinned() {
    assertThat(NodeCodec.encode(new RouteNode("h", 1, "x")))
        .isEqualTo("{\"incarnation\":\"x\",\"proto\":2,\"conversations\":true,\"pairs\":true}");
    assertThat(NodeCodec.encode(new ServerNode("h", 1, 2, "x"))).isEqualTo(DATA);
    assertThat(NodeCodec.encode(new ServerNode("h", 1, 2, "x", "outside")))
        .isEqualTo("{\"incarnation\":\"x\",\"proto\":2,\"clientHost\":\"outside\"}");
  }

  @Test
  void readsWhatItWrites() {
    ServerNode server = new ServerNode("chat.example", 11211, 8081, "\"quoted\" é😀");
    RouteNode route = new RouteNode("10.0.0.1", 8083, "y");

    ServerNode hidden = new ServerNode("pod-0", 30000, 8081, "z", "chat.example");

    assertThat(NodeCodec.server(server.name(), NodeCodec.encode(server))).isEqualTo(server);
    assertThat(NodeCodec.server(hidden.name(), NodeCodec.encode(hidden))).isEqualTo(hidden);
    assertThat(NodeCodec.route(route.name(), NodeCodec.encode(route))).isEqualTo(route);
  }

  @Test
  void aRouteOfAnEarlierVersionTakesNoConversations() {
    RouteNode earlier =
        new RouteNode(
            "10.0.0.1", 8083, "x", /* takesConversations= */ false, /* readsPairs= */ false);

    assertThat(NodeCodec.route("10.0.0.1:8083", DATA)).isEqualTo(earlier);
    assertThat(NodeCodec.encode(earlier)).isEqualTo(DATA);
  }

  @Test
  void ignoresFieldsOfALaterVersion() {
    String later = "{\"zone\":{\"a\":[1]},\"incarnation\":\"x\",\"proto\":7}";

    assertThat(NodeCodec.server("h:1:2", later)).isEqualTo(new ServerNode("h", 1, 2, "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.1",
        "host",
        "null",
        "[]",
        "{}",
        "\"x\"",
        "{\"incarnation\":\"x\"}",
        "{\"incarnation\":\" \",\"proto\":2}",
        "{\"incarnation\":null,\"proto\":2}",
        "{\"incarnation\":5,\"proto\":2}",
        "{\"incarnation\":\"x\",\"proto\":\"2\"}",
        "{\"incarnation\":\"x\",\"proto\":0}",
        "{\"incarnation\":\"x\",\"proto\":2.5}",
        "{\"incarnation\":\"x\",\"proto\":99999999999}",
        "{\"incarnation\":\"x\",\"proto\":2",
        "{\"incarnation\":\"x\",\"proto\":2} {}",
        "\u0000\u0001",
        "\uFFFD\uFFFD",
      })
  void refusesDataThatIsNotOurs(String data) {
    assertThatThrownBy(() -> NodeCodec.server("h:1:2", data))
        .isInstanceOf(CimException.class)
        .hasMessageStartingWith("data: ")
        .hasMessageContaining("(expected: ");
  }

  @Test
  void refusesDataThatIsTooLongOrTooDeep() {
    assertThatThrownBy(() -> NodeCodec.server("h:1:2", DATA + " ".repeat(5000)))
        .isInstanceOf(CimException.class)
        .hasMessageContaining("at most 4096 characters");
    assertThatThrownBy(() -> NodeCodec.server("h:1:2", "[".repeat(4000)))
        .isInstanceOf(CimException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "routes",
        "h",
        "h:1",
        "h:1:2:3",
        ":1:2",
        "h::2",
        "h:0:2",
        "h:1:65536",
        "h:1:99999",
        "h:-1:2",
        "h:+1:2",
        "h:01:2",
        "h: 1:2",
        "h:1:x",
        "h:1:١",
        "::1:1:2",
      })
  void refusesNamesThatAreNotOurs(String name) {
    assertThatThrownBy(() -> NodeCodec.server(name, DATA)).isInstanceOf(CimException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h", "h:1:2", ":1", "h:", "h:0", "h:65536"})
  void refusesRoutesThatAreNotOurs(String name) {
    assertThatThrownBy(() -> NodeCodec.route(name, DATA)).isInstanceOf(CimException.class);
  }
}
