package io.crossim.metastore.tree;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crossim.common.result.CimException;
import io.crossim.metastore.RouteNode;
import io.crossim.metastore.ServerNode;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The form of nodes in discovery: the name says where, the data (JSON) which process. Fields that
 * this version does not know are ignored, so that a later one may add some.
 */
final class NodeCodec {

  /** The newest protocol that this version speaks. */
  private static final int PROTO = 2;

  private static final int MAX_DATA = 4096;
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private NodeCodec() {}

  /** The data of a server's node. */
  static String encode(ServerNode node) {
    String other = node.clientHost().equals(node.host()) ? null : node.clientHost();
    return JSON.writeValueAsString(
        new NodeData(node.incarnation(), PROTO, other, node.wsUrl(), null, null));
  }

  /** The data of a route's node. */
  static String encode(RouteNode node) {
    Boolean conversations = node.takesConversations() ? true : null;
    Boolean pairs = node.readsPairs() ? true : null;
    return JSON.writeValueAsString(
        new NodeData(node.incarnation(), PROTO, null, null, conversations, pairs));
  }

  /**
   * Reads a server's node.
   *
   * @throws CimException if it is not one of ours; the message says why
   */
  static ServerNode server(String name, String data) {
    String[] parts = split(name, 3, "host:cimServerPort:httpPort");
    NodeData decoded = decode(data);
    return new ServerNode(
        parts[0],
        port("cimServerPort", parts[1]),
        port("httpPort", parts[2]),
        decoded.incarnation(),
        decoded.clientHost() == null ? parts[0] : decoded.clientHost(),
        decoded.wsUrl());
  }

  /**
   * Reads a route's node.
   *
   * @throws CimException if it is not one of ours; the message says why
   */
  static RouteNode route(String name, String data) {
    String[] parts = split(name, 2, "host:httpPort");
    NodeData decoded = decode(data);
    return new RouteNode(
        parts[0],
        port("httpPort", parts[1]),
        decoded.incarnation(),
        Boolean.TRUE.equals(decoded.conversations()),
        Boolean.TRUE.equals(decoded.pairs()));
  }

  private static String[] split(String name, int count, String form) {
    String[] parts = name.split(":", -1);
    if (parts.length != count) {
      throw CimException.invalid("name", name, form);
    }
    return parts;
  }

  private static int port(String field, String text) {
    if (!PORT.matcher(text).matches()) {
      throw CimException.invalid(field, text, "1-65535");
    }
    return Integer.parseInt(text);
  }

  private static NodeData decode(String data) {
    JsonNode json = parse(data);
    return new NodeData(
        field(data, json, "incarnation", n -> n.isString() && !n.asString().isBlank()).asString(),
        field(data, json, "proto", n -> n.isInt() && n.asInt() > 0).asInt(),
        json.path("clientHost").asString(null),
        json.path("wsUrl").asString(null),
        json.path("conversations").asBoolean(false),
        json.path("pairs").asBoolean(false));
  }

  private static JsonNode parse(String data) {
    if (data.isEmpty()) {
      throw CimException.invalid("data", "none", NodeData.FORM);
    }
    if (data.length() > MAX_DATA) {
      throw CimException.invalid("data", data, "at most " + MAX_DATA + " characters");
    }
    try {
      return JSON.readTree(data);
    } catch (JacksonException e) {
      throw CimException.invalid("data", data, NodeData.FORM);
    }
  }

  private static JsonNode field(
      String data, JsonNode json, String name, Function<JsonNode, Boolean> valid) {
    JsonNode found = json.get(name);
    if (found == null || !valid.apply(found)) {
      throw CimException.invalid("data", data, NodeData.FORM);
    }
    return found;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record NodeData(
      String incarnation,
      int proto,
      @Nullable String clientHost,
      @Nullable String wsUrl,
      @Nullable Boolean conversations,
      @Nullable Boolean pairs) {

    static final String FORM = "JSON with a text incarnation and a number proto";
  }
}
