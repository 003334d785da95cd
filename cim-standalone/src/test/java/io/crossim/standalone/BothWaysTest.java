package io.crossim.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.service.call.CallTableBuilder;
import io.crossim.service.call.Failures;
import io.crossim.service.call.JsonCalls;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.http.FrontBounds;
import io.crossim.service.http.HttpFront;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.mvc.CimController;
import io.crossim.service.mvc.ControllerCalls;
import io.crossim.service.tls.ServerTls;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every call of a whole CIM is answered alike by the front and by Spring MVC: with the same status,
 * headers and bytes. The main port passes all calls to Spring; a second one answers all of them
 * itself, by the same controllers.
 */
@WholeCim
@TestPropertySource(
    properties = {"cim.login.host=request", "cim.http.max-body=64KB", "cim.http.fast-calls=none"})
class BothWaysTest {

  private static final int MAX_BODY = 64 << 10;
  private static final String OPERATOR = "Authorization: CIM " + WholeCim.SECRET + "\r\n";
  private static final String PASSWORD = "correct horse battery";

  private static final List<String> POSTS =
      List.of(
          "/registerAccount",
          "/login",
          "/token",
          "/logout",
          "/changePassword",
          "/kick",
          "/p2pRoute",
          "/groupRoute",
          "/offLine",
          "/fetchOfflineMsgs",
          "/group/create",
          "/group/role",
          "/group/send",
          "/message/edit",
          "/conversation/read",
          "/sendMsg");

  /** Bad and odd bodies for any call. */
  private static final List<String> BODIES =
      List.of(
          "",
          "null",
          "{}",
          "[1]",
          "17",
          "hello",
          "{\"userId\":1,",
          "{}{}",
          "{\"reqNo\":\"r\",\"userId\":\"abc\",\"userName\":[1],\"receiveUserId\":{}}",
          "{\"reqNo\":7,\"userId\":1.5,\"receiveUserId\":1.5,\"userName\":\"\"}",
          "{\"userId\":99999999999999999999,\"receiveUserId\":true,\"userName\":null}",
          "{\"userId\":-1,\"receiveUserId\":0,\"userName\":\"a\\u0000b\",\"msg\":\"\"}",
          "{\"userId\":4711,\"receiveUserId\":4712,\"userName\":\"nobody\",\"msg\":\"é\ud83d\ude00\"}",
          "{\"userId\":\"4711\",\"batchMsg\":5,\"properties\":\"x\",\"cmd\":{},\"password\":[]}",
          "{\"userId\":1,\"receiveUserId\":2,\"batchMsg\":[\"a\",null,{}],\"newPassword\":\"x\"}",
          "{\"timeStamp\":0,\"unknown\":{\"a\":[1]},\"userId\":null,\"reqNo\":null}",
          "\ufeff{}");

  /** Heads that are not as clients in the field send them. */
  private static final List<String> HEADS =
      List.of(
          "",
          "Content-Type: application/json;charset=ISO-8859-1\r\n",
          "Content-Type: application/vnd.x+json\r\n",
          "Content-Type: text/plain\r\n",
          "Content-Type: application/x-www-form-urlencoded\r\n",
          "Content-Type: multipart/form-data;boundary=b\r\n",
          "Content-Type: a;b;c\r\n",
          "Content-Encoding: gzip\r\n",
          "Content-Encoding: identity\r\n",
          "Accept: application/xml\r\n",
          "Accept: nonsense\r\n",
          "Accept-Language: tlh\r\nIf-None-Match: *\r\nRange: bytes=0-1\r\n",
          "Authorization: Bearer nonsense\r\n",
          "Authorization: CIM wrong\r\n",
          "Origin: http://example.org\r\n",
          "X-Forwarded-For: 198.51.100.1\r\n",
          "Via: 1.1 x\r\n",
          "CIM-Proto: 3\r\n",
          "cim-proto: 2\r\n");

  @TempDir static Path data;

  @DynamicPropertySource
  static void dataDirectory(DynamicPropertyRegistry registry) {
    registry.add("cim.data.directory", data::toString);
  }

  @Autowired private ApplicationContext context;
  @LocalServerPort private int spring;

  private HttpFront front;

  @BeforeEach
  void answerAllOnAnotherPort() {
    Failures failures = context.getBean(Failures.class);
    CallTableBuilder calls =
        new CallTableBuilder(
            new JsonCalls(context.getBean(JsonMapper.class), failures),
            context.getBean(ClusterCredential.class),
            new SimpleMeterRegistry(),
            MAX_BODY,
            MAX_BODY);
    new ControllerCalls(context.getBeansWithAnnotation(CimController.class).values(), path -> true)
        .addTo(calls);
    front =
        HttpFront.of(
            context.getBean(EventLoops.class),
            context.getBean(ServerTls.class),
            calls.build(),
            failures,
            context.getBean(FrontBounds.class));
    front.open("test.port", null, 0);
  }

  @AfterEach
  void close() {
    front.close();
  }

  @Test
  void goodRequests() throws Exception {
    long alice = register("alice", null);
    long bob = register("bob", null);
    long carol = register("carol", PASSWORD);
    List<String> requests = new ArrayList<>();
    requests.add(post("/registerAccount", "", "{\"userName\":\"alice\",\"reqNo\":\"7\"}"));
    requests.add(login(alice, "alice", ""));
    requests.add(login(alice, "bob", ""));
    requests.add(login(carol, "carol", "CIM-Proto: 3\r\n"));
    requests.add(
        post(
            "/p2pRoute",
            "",
            "{\"userId\":%d,\"receiveUserId\":%d,\"msg\":\"hi\",\"reqNo\":\"1\"}"
                .formatted(alice, bob)));
    requests.add(
        post(
            "/p2pRoute",
            "",
            "{\"userId\":\"%d\",\"receiveUserId\":\"%d\",\"batchMsg\":[\"a\",\"b\"]}"
                .formatted(alice, bob)));
    requests.add(
        post(
            "/p2pRoute",
            "CIM-Proto: 3\r\n",
            "{\"userId\":%d,\"receiveUserId\":%d,\"msg\":\"hi\",\"clientMsgId\":\"x\"}"
                .formatted(alice, bob)));
    requests.add(post("/groupRoute", "", "{\"userId\":%d,\"msg\":\"all\"}".formatted(alice)));
    requests.add(post("/offLine", "", "{\"userId\":%d,\"msg\":\"bye\"}".formatted(alice)));
    requests.add(post("/fetchOfflineMsgs", "", "{\"receiveUserId\":%d}".formatted(bob)));
    requests.add(post("/sendMsg", "", "{\"userId\":%d,\"msg\":\"noon\"}".formatted(bob)));
    requests.add(
        post("/sendMsg", OPERATOR, "{\"userId\":%d,\"msg\":\"noon\",\"cmd\":1}".formatted(bob)));
    requests.add(
        post(
            "/kick",
            OPERATOR,
            "{\"userId\":%d,\"reason\":\"rude\",\"reqNo\":\"7\"}".formatted(alice)));
    requests.add(post("/kick", "", "{\"userId\":%d}".formatted(alice)));
    requests.add(
        post("/token", "", "{\"userId\":%d,\"password\":\"%s\"}".formatted(carol, PASSWORD)));
    requests.add(
        post("/token", "", "{\"userId\":%d,\"password\":\"wrong horse\"}".formatted(carol)));
    requests.add(
        post("/logout", "", "{\"userId\":%d,\"password\":\"%s\"}".formatted(carol, PASSWORD)));
    requests.add(
        post(
            "/changePassword",
            "",
            "{\"userId\":%d,\"password\":\"%s\",\"newPassword\":\"%s\"}"
                .formatted(carol, PASSWORD, PASSWORD)));
    requests.add(
        post(
            "/changePassword",
            OPERATOR,
            "{\"userId\":%d,\"newPassword\":\"%s\"}".formatted(carol, PASSWORD)));
    requests.add("GET /onlineUser HTTP/1.1\r\nHost: x\r\n\r\n");
    requests.add("GET /onlineUser?limit=1&after=7 HTTP/1.1\r\nHost: x\r\n\r\n");
    for (String request : requests) {
      assertThat(exchange(spring, request).status()).as(request).isIn("200", "401");
      assertAlike(request);
    }
  }

  @Test
  void pagesOfAHistory() throws Exception {
    long alice = register("alice-reads", null);
    long bob = register("bob-does-not", null);
    long carol = register("carol-reads", PASSWORD);
    long group = group(alice, carol);
    for (String text : List.of("hello", "caf\u00e9 \ud83d\ude00 \\\"quoted\\\" \\u0001")) {
      send(alice, group, text);
    }
    for (long reader : new long[] {alice, bob, carol, 4711}) {
      for (String range : List.of("", "&before=3&limit=1", "&after=1&limit=1", "&limit=101")) {
        assertAlike(history("userId=" + reader + "&groupId=" + group + range, ""));
      }
    }
    for (String head : HEADS) {
      assertAlike(history("userId=" + alice + "&groupId=" + group, head));
    }
    assertThat(exchange(front.number(), history("userId=" + alice + "&groupId=" + group, "")))
        .matches(answer -> answer.status().equals("200") && answer.body().contains("hello"));
    assertAlike(history("userId=" + carol + "&groupId=" + group, OPERATOR));
    assertAlike(history("userId=" + alice + "&peerId=" + bob, ""));
    assertAlike(history("userId=" + alice + "&groupId=1", ""));
    assertAlike(history("userId=" + alice + "&groupId=" + group + "&before=x", ""));
  }

  private static String history(String query, String head) {
    return "GET /history?" + query + " HTTP/1.1\r\nHost: x\r\n" + head + "\r\n";
  }

  /** A group of a user with one more member. */
  private long group(long owner, long member) throws IOException {
    String body =
        "{\"userId\":%d,\"name\":\"g\",\"clientMsgId\":\"g\",\"users\":[%d]}"
            .formatted(owner, member);
    return new JsonMapper()
        .readTree(exchange(spring, post("/group/create", "", body)).body())
        .at("/dataBody/groupId")
        .asLong();
  }

  private void send(long sender, long group, String text) throws IOException {
    String body = "{\"userId\":%d,\"groupId\":%d,\"msg\":\"%s\"}".formatted(sender, group, text);
    assertThat(exchange(spring, post("/group/send", "", body)).body()).contains("STORED");
  }

  @Test
  void badBodies() throws Exception {
    for (String path : POSTS) {
      for (String body : BODIES) {
        assertAlike(post(path, OPERATOR, body));
      }
      assertAlike(post(path, OPERATOR, "{\"msg\":\"" + "x".repeat(MAX_BODY) + "\"}"));
      assertAlike(post(path, OPERATOR, "{\"msg\":\"" + "x".repeat(MAX_BODY - 20) + "\"}"));
    }
  }

  @Test
  void oddHeads() throws Exception {
    for (String path : POSTS) {
      for (String head : HEADS) {
        assertAlike(post(path, head, "{\"userId\":4711,\"reqNo\":\"r\"}"));
      }
    }
    for (String head : HEADS) {
      assertAlike("GET /onlineUser HTTP/1.1\r\nHost: x\r\n" + head + "\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "X", "CONNECT"})
  void otherMethods(String method) throws Exception {
    for (String path : POSTS) {
      assertAlike(method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    if (!method.equals("GET")) {
      assertAlike(method + " /onlineUser HTTP/1.1\r\nHost: x\r\n\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/onlineUser?limit=",
        "/onlineUser?limit=x",
        "/onlineUser?limit=0&limit=5",
        "/onlineUser?limit=-1",
        "/onlineUser?limit=99999999999999999999",
        "/onlineUser?limit=%00",
        "/onlineUser?limit=%zz",
        "/onlineUser?after=%E2%82",
        "/onlineUser?after=1.5",
        "/onlineUser?",
        "/onlineUser?limit=a|b",
        "/group?userId=x&groupId=1",
        "/group?groupId=9007199254740992",
        "/group/members?userId=4711&groupId=1&after=%00",
        "/group/members?userId=4711&groupId=1&after=%zz",
        "/conversations?userId=4711&after=",
        "/history?userId=4711&groupId=1&before=1&after=1",
        "/readers?userId=4711&groupId=1&seq=1",
        "/onlineUser?limit=\u00e9",
        "/onlineUser?limit=1#2",
        "/onlineUser?limit=%ff",
        "http://example.org/onlineUser"
      })
  void oddTargets(String target) throws Exception {
    assertAlike("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
  }

  /** No call, so that Spring MVC writes its answer in its own way. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/onlineUser/",
        "/onlineUser;x=y",
        "/%6fnlineUser",
        "/%6fnlineUser?limit=1",
        "/onlineuser"
      })
  void otherPaths(String path) throws Exception {
    String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    Answer fast = exchange(front.number(), request);
    Answer relayed = exchange(spring, request);
    assertThat(relayed.status()).isEqualTo(fast.status()).isEqualTo("404");
    assertThat(relayed.body()).contains(fast.body());
  }

  /** It would be for operators alone, if it were that call. */
  @ParameterizedTest
  @ValueSource(strings = {"/kick/", "/%6bick", "/kick;x=y", "/KICK"})
  void aPathThatOnlyLooksLikeACallIsNone(String path) throws Exception {
    String request = post(path, OPERATOR, "{\"userId\":4711}");
    Answer relayed = exchange(spring, request);
    assertThat(relayed.status()).isEqualTo("404");
    assertThat(relayed.body()).contains(exchange(front.number(), request).body());
  }

  @Test
  void oddFraming() throws Exception {
    String body = "{\"userId\":4711}";
    for (String path : POSTS) {
      assertAlike("POST " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
      assertAlike("POST " + path + " HTTP/1.0\r\nContent-Length: 15\r\n\r\n" + body);
      assertAlike("POST " + path + " HTTP/1.1\r\nContent-Length: 15\r\n\r\n" + body);
      assertAlike(
          "POST "
              + path
              + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"use\r\n"
              + "a\r\nrId\":4711}\r\n0\r\n\r\n");
      assertAlike(
          "POST "
              + path
              + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 15\r\n\r\n"
              + body);
      assertAlike(
          "POST "
              + path
              + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n20000\r\n"
              + "x".repeat(0x20000)
              + "\r\n0\r\n\r\n");
    }
  }

  /** Within the bounds of the front, which the container behind it must not narrow. */
  @Test
  void headsOfEverySize() throws Exception {
    String body = "{\"userId\":4711}";
    for (String path : List.of("/login", "/offLine")) {
      for (int size : new int[] {9_000, 15_000, 16_400}) {
        assertAlike(post(path, "X-Large: " + "x".repeat(size) + "\r\n", body));
      }
      for (int count : new int[] {120, 2_000}) {
        assertAlike(post(path, "H: x\r\n".repeat(count), body));
      }
      assertAlike(post(path + "?" + "x".repeat(8_000), "", body));
      assertAlike(post(path + "?" + "x".repeat(9_000), "", body));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: a_b",
        "Host: a_b:81",
        "Host: x~y",
        "Host: [::1]:81",
        "Host: ",
        "Host: x:",
        "Host: x:99999",
        "Host: a b/",
        "Host: [evil.com",
        "Host: x\r\nHost: y",
        "Host: x\r\nTransfer-Encoding: gzip, chunked",
        "Host: x\r\nTransfer-Encoding: identity",
        "Host: x\r\nX : y"
      })
  void oddHosts(String headers) throws Exception {
    String body = "{\"userId\":4711}";
    for (String path : POSTS) {
      String coding = headers.contains("Transfer") ? "" : "Content-Length: 15\r\n";
      assertAlike("POST " + path + " HTTP/1.1\r\n" + headers + "\r\n" + coding + "\r\n" + body);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.2", "HTTP/2.0", "HTTP/9.9", "FOO/1.1"})
  void otherVersions(String version) throws Exception {
    for (String path : POSTS) {
      assertAlike("POST " + path + " " + version + "\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\n{}\r\n", "-1\r\n{}\r\n", "2\r\n{}XX0\r\n\r\n"})
  void brokenChunks(String chunk) throws Exception {
    for (String path : POSTS) {
      assertAlike(
          "POST " + path + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk);
    }
  }

  @Test
  void bothCountTheirAnswers() throws Exception {
    double before = counted("/offLine", "3000");
    exchange(spring, post("/offLine", "", "{}"));
    exchange(spring, post("/offLine", "", "{\"userId\":\"x\"}"));
    assertThat(counted("/offLine", "3000")).isEqualTo(before + 2);
    double good = counted("/offLine", "9000");
    exchange(spring, post("/offLine", "", "{\"userId\":4711}"));
    assertThat(counted("/offLine", "9000")).isEqualTo(good + 1);
    exchange(spring, "PUT /offLine HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(counted("/offLine", "3000")).isEqualTo(before + 3);
  }

  private double counted(String path, String code) {
    Counter counter =
        context
            .getBean(MeterRegistry.class)
            .find("cim.calls")
            .tags("path", path, "code", code)
            .counter();
    return counter == null ? 0 : counter.count();
  }

  private long register(String name, String password) throws IOException {
    String body =
        password == null
            ? "{\"userName\":\"%s\"}".formatted(name)
            : "{\"userName\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
    return new JsonMapper()
        .readTree(exchange(spring, post("/registerAccount", "", body)).body())
        .at("/dataBody/userId")
        .asLong();
  }

  private static String login(long id, String name, String head) {
    return post("/login", head, "{\"userId\":%d,\"userName\":\"%s\"}".formatted(id, name));
  }

  private static String post(String path, String head, String body) {
    String type = head.contains("Content-Type") ? "" : "Content-Type: application/json\r\n";
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: chat.example:1\r\n"
        + type
        + head
        + "Content-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  private record Answer(String status, Map<String, String> headers, String body) {}

  private void assertAlike(String request) throws IOException {
    Answer fast = exchange(front.number(), request);
    Answer relayed = exchange(spring, request);
    String what = request.substring(0, Math.min(400, request.length()));
    assertThat(relayed.status()).as(what).isEqualTo(fast.status());
    assertThat(relayed.body()).as(what).isEqualTo(fast.body());
    assertThat(relayed.headers()).as(what).isEqualTo(fast.headers());
  }

  /** The last answer on a connection of its own; what is new with each call is left out. */
  private static Answer exchange(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      int line = request.indexOf("\r\n") + 2;
      String closing =
          request.substring(0, line) + "Connection: close\r\n" + request.substring(line);
      out.write(closing.getBytes(StandardCharsets.UTF_8));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer(all.substring(Math.max(0, all.lastIndexOf("HTTP/1.1 "))));
    }
  }

  private static Answer answer(String text) {
    int end = text.indexOf("\r\n\r\n");
    assertThat(end).as(text).isPositive();
    String[] lines = text.substring(0, end).split("\r\n");
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      String name = lines[i].substring(0, lines[i].indexOf(':')).toLowerCase(Locale.ROOT);
      if (!name.equals("date")) {
        headers.put(name, lines[i].substring(name.length() + 1).strip());
      }
    }
    return new Answer(
        lines[0].split(" ")[1],
        headers,
        text.substring(end + 4).replaceAll("\"token\":\"[^\"]+\"", "\"token\":\"T\""));
  }
}
