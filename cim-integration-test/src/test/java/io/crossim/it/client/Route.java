package io.crossim.it.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** A route's calls, with bodies as v2 scripts send them. */
public final class Route {

  private static final AtomicLong NAMES = new AtomicLong(System.currentTimeMillis());

  private final Http http;
  private final int port;

  public Route(String host, int port) {
    this.http = new Http(host, port);
    this.port = port;
  }

  public int port() {
    return port;
  }

  public Http http() {
    return http;
  }

  public String url() {
    return http.url() + "/";
  }

  /** A name that no other user has. */
  public static String uniqueName(String stem) {
    return stem + "-" + NAMES.incrementAndGet();
  }

  /** Registers a user of a new name. */
  public User register(String stem) {
    return registerAs(uniqueName(stem));
  }

  public User registerAs(String name) {
    JsonNode data = http.post("/registerAccount", call(Map.of("userName", name))).orFail();
    return new User(data.path("userId").asLong(), data.path("userName").asString());
  }

  public Answer login(User user) {
    return http.post("/login", call(Map.of("userId", user.id(), "userName", user.name())));
  }

  public ServerAt chooseServer(User user) {
    JsonNode data = login(user).orFail();
    return new ServerAt(
        data.path("ip").asString(),
        data.path("cimServerPort").asInt(),
        data.path("httpPort").asInt());
  }

  public Answer toAll(User sender, String text) {
    return http.post("/groupRoute", call(Map.of("userId", sender.id(), "msg", text)));
  }

  public Answer toOne(User sender, User receiver, String text) {
    return http.post(
        "/p2pRoute",
        call(Map.of("userId", sender.id(), "receiveUserId", receiver.id(), "msg", text)));
  }

  public Answer batch(User sender, User receiver, List<String> texts) {
    return http.post(
        "/p2pRoute",
        call(Map.of("userId", sender.id(), "receiveUserId", receiver.id(), "batchMsg", texts)));
  }

  public Answer fetchOffline(User user) {
    return http.post("/fetchOfflineMsgs", call(Map.of("receiveUserId", user.id())));
  }

  public Answer offline(User user) {
    return http.post("/offLine", call(Map.of("userId", user.id(), "msg", "offline")));
  }

  public Answer online() {
    return http.get("/onlineUser");
  }

  /** The names of all who are online. */
  public Set<String> onlineNames() {
    Set<String> names = new TreeSet<>();
    online().orFail().forEach(user -> names.add(user.path("userName").asString()));
    return names;
  }

  private static Map<String, Object> call(Map<String, Object> fields) {
    Map<String, Object> body = new LinkedHashMap<>(fields);
    body.put("reqNo", "1234567890");
    body.put("timeStamp", 0);
    return body;
  }
}
