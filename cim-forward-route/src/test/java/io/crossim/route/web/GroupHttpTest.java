package io.crossim.route.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.route.CimForwardRouteApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls about groups as scripts make them, over HTTP. */
@SpringBootTest(
    classes = CimForwardRouteApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "cim.discovery.type=memory",
      "cim.warmup.enabled=false",
      "cim.sessions.store=memory",
      "cim.inbox.store=memory",
      "cim.conversations.store=memory",
      "cim.accounts.store=embedded",
      "cim.limits.text=1KB",
      "cim.security.push-keys=" + GroupHttpTest.PUSH_KEY,
      "cim.security.cluster-secret=" + GroupHttpTest.SECRET
    })
class GroupHttpTest {

  static final String SECRET = "the-secret-of-this-test";
  static final String PUSH_KEY = "the-push-key-of-this-test-0123456789";

  private static final AtomicLong NAMES = new AtomicLong();
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir static Path data;

  @DynamicPropertySource
  static void dataDirectory(DynamicPropertyRegistry registry) {
    registry.add("cim.data.directory", data::toString);
  }

  @LocalServerPort private int port;

  private final HttpClient http = HttpClient.newHttpClient();

  private record Answer(int status, JsonNode json) {
    String code() {
      return json.get("code").asString();
    }

    String message() {
      return json.get("message").asString();
    }

    JsonNode body() {
      return json.get("dataBody");
    }
  }

  private Answer post(String path, String json, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private Answer get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    JsonNode json = JSON.readTree(response.body());
    assertThat(json.propertyNames())
        .containsExactlyInAnyOrder("code", "message", "reqNo", "dataBody");
    return new Answer(response.statusCode(), json);
  }

  private long register() throws IOException, InterruptedException {
    String name = "member" + NAMES.incrementAndGet();
    Answer answer = post("/registerAccount", JSON.writeValueAsString(Map.of("userName", name)));
    return answer.body().get("userId").asLong();
  }

  private long create(long owner, long... members) throws IOException, InterruptedException {
    Answer answer =
        post(
            "/group/create",
            JSON.writeValueAsString(
                Map.of("userId", owner, "name", "friends", "members", members, "reqNo", "7")));
    assertThat(answer.code()).as(answer.json().toString()).isEqualTo("9000");
    assertThat(answer.json().get("reqNo").asString()).isEqualTo("7");
    return answer.body().get("groupId").asLong();
  }

  @Test
  void aGroupFromItsBeginningToItsEnd() throws Exception {
    long alice = register();
    long bob = register();
    long carol = register();
    long group = create(alice, bob);

    Answer sent =
        post(
            "/group/send",
            """
            {"userId":"%d","groupId":"%d","msg":"hi","mentions":[%d],"clientMsgId":"a","new":1}
            """
                .formatted(alice, group, bob));
    assertThat(sent.status()).isEqualTo(200);
    assertThat(sent.body().get("messageId").isString()).isTrue();
    assertThat(sent.body().get("conversationSeq").asLong()).isEqualTo(2);
    assertThat(sent.body().get("status").asString()).isEqualTo("STORED");

    assertThat(
            body("/group/add", "{\"userId\":%d,\"groupId\":%d,\"users\":[%d]}", bob, group, carol))
        .isEqualTo("{\"version\":2,\"seq\":3,\"refused\":[]}");
    assertThat(
            body(
                "/group/role",
                "{\"userId\":%d,\"groupId\":%d,\"member\":%d,\"role\":\"admin\"}",
                alice,
                group,
                bob))
        .isEqualTo("{\"version\":3}");
    assertThat(
            body(
                "/group/change",
                "{\"userId\":%d,\"groupId\":%d,\"name\":\"old\",\"settings\":{\"join\":\"open\"}}",
                bob,
                group))
        .isEqualTo("{\"version\":4}");
    assertThat(
            body(
                "/message/edit",
                "{\"userId\":%d,\"groupId\":%d,\"seq\":2,\"msg\":\"ho\"}",
                alice,
                group))
        .isEqualTo("{\"conversationSeq\":6}");
    assertThat(
            body(
                "/message/react",
                "{\"userId\":%d,\"groupId\":%d,\"seq\":2,\"msg\":\"+1\"}",
                bob,
                group))
        .isEqualTo("{\"conversationSeq\":7}");
    assertThat(body("/conversation/read", "{\"userId\":%d,\"groupId\":%d,\"seq\":2}", bob, group))
        .isEqualTo("null");

    JsonNode info = get("/group?userId=%d&groupId=%d".formatted(carol, group)).body();
    assertThat(info.get("name").asString()).isEqualTo("old");
    assertThat(info.at("/settings/join").asString()).isEqualTo("open");
    JsonNode members = get("/group/members?userId=%d&groupId=%d".formatted(carol, group)).body();
    assertThat(members.get("members")).hasSize(3);
    assertThat(members.get("next").isNull()).isTrue();
    JsonNode history =
        get("/history?userId=%d&groupId=%d&after=1&limit=1".formatted(bob, group)).body();
    assertThat(history.at("/messages/0/msg").asString()).isEqualTo("ho");
    assertThat(history.at("/messages/0/reactions").toString()).isEqualTo("{\"+1\":1}");
    assertThat(history.at("/messages/0").propertyNames()).doesNotContain("recalled", "body");
    JsonNode conversations = get("/conversations?userId=%d".formatted(bob)).body();
    assertThat(conversations.at("/conversations/0/readSeq").asLong()).isEqualTo(2);
    JsonNode readers = get("/readers?userId=%d&groupId=%d&seq=2".formatted(alice, group)).body();
    assertThat(readers.get("read")).hasSize(2);

    assertThat(body("/message/recall", "{\"userId\":%d,\"groupId\":%d,\"seq\":2}", alice, group))
        .isEqualTo("{\"conversationSeq\":8}");
    assertThat(
            body(
                "/group/remove",
                "{\"userId\":%d,\"groupId\":%d,\"users\":[%d]}",
                alice,
                group,
                carol))
        .isEqualTo("{\"version\":5,\"seq\":9,\"refused\":[]}");
    assertThat(body("/group/join", "{\"userId\":%d,\"groupId\":%d}", carol, group))
        .isEqualTo("{\"version\":6,\"seq\":10}");
    assertThat(body("/group/leave", "{\"userId\":%d,\"groupId\":%d}", carol, group))
        .isEqualTo("{\"version\":7,\"seq\":11}");
    assertThat(body("/group/dismiss", "{\"userId\":%d,\"groupId\":%d}", alice, group))
        .isEqualTo("{\"version\":8,\"seq\":12}");
    Answer gone = get("/group?userId=%d&groupId=%d".formatted(alice, group));
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.code()).isEqualTo("9300");
  }

  private String body(String path, String json, Object... values) throws Exception {
    Answer answer = post(path, json.formatted(values));
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo("9000");
    return answer.body().toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /group/create | {"userId":1}                                             | name: nothing
          /group/create | {"userId":1,"name":"  "}                                 | name: nothing
          /group/create | {"userId":1,"name":"a\\u0007b"}                          | name: a name with control
          /group/create | {"userId":1,"name":"a\\u202eb"}                          | name: U+202E in it
          /group/create | {"name":"x"}                                             | userId: nothing
          /group/create | {"userId":0,"name":"x"}                                  | userId: 0
          /group/create | {"userId":9007199254740992,"name":"x"}                   | userId: 9007199254740992
          /group/create | {"userId":1,"name":"x","members":7}                      | members: 7
          /group/create | {"userId":1,"name":"x","members":[1,null]}               | members[1]: nothing
          /group/create | {"userId":1,"name":"x","members":[-1]}                   | members[0]: -1
          /group/create | {"userId":1,"name":"x","settings":{"speak":"nobody"}}    | settings.speak: nobody (expected: members or admins)
          /group/create | {"userId":1,"name":"x","settings":{"speack":"admins"}}   | settings: none (expected: history, invite, join or speak)
          /group/create | {"userId":1,"name":"x","settings":[]}                    | settings: a list
          /group/create | {"userId":1,"name":"x","clientMsgId":""}                 | clientMsgId: 0 characters
          /group/change | {"userId":1,"groupId":1}                                 | name: nothing
          /group/change | {"userId":1,"groupId":1,"name":""}                       | name: nothing
          /group/change | {"userId":1,"groupId":1,"name":"x","expectedVersion":0}  | expectedVersion: 0
          /group/change | {"userId":1,"groupId":0,"name":"x"}                      | groupId: 0 (expected: a group id
          /group/change | {"userId":1,"groupId":9007199254740992,"name":"x"}       | groupId: 9007199254740992
          /group/add    | {"userId":1,"groupId":1}                                 | users: nothing
          /group/add    | {"userId":1,"groupId":1,"users":[]}                      | users: an empty list
          /group/add    | {"userId":1,"groupId":1,"users":["x"]}                   | users[0]: x (expected: a whole number)
          /group/remove | {"userId":1,"groupId":1,"users":[0]}                     | users[0]: 0
          /group/remove | {"userId":1,"groupId":1.5,"users":[1]}                   | groupId: 1.5
          /group/role   | {"userId":1,"groupId":1,"member":2}                      | role: nothing
          /group/role   | {"userId":1,"groupId":1,"role":"admin"}                  | member: nothing
          /group/role   | {"userId":1,"groupId":1,"member":2,"role":"king"}        | role: king (expected: member or admin or owner)
          /group/role   | {"userId":1,"groupId":1,"member":2,"mutedSeconds":-1}    | mutedSeconds: -1
          /group/role   | {"userId":1,"groupId":1,"member":2,"role":"admin","mutedSeconds":1} | role: beside mutedSeconds
          /group/join   | {"userId":1}                                             | groupId: nothing
          /group/leave  | {"groupId":1}                                            | userId: nothing
          /group/dismiss | []                                                      | body: a list
          /group/send   | {"userId":1,"groupId":1}                                 | msg: nothing
          /group/send   | {"userId":1,"groupId":1,"msg":""}                        | msg: an empty text
          /group/send   | {"userId":1,"groupId":1,"msg":"x","mentions":[0]}        | mentions[0]: 0
          /group/send   | {"userId":1,"groupId":1,"msg":"x","refersTo":-1}         | refersTo: -1
          /group/send   | {"userId":1,"groupId":1,"msg":"x","mentionsAll":"maybe"} | mentionsAll: maybe
          /group/send   | {"userId":1,"groupId":1,"msg":"x","contentType":"a\\nb"} | contentType: control
          /message/edit | {"userId":1,"groupId":1,"msg":"x"}                       | seq: nothing
          /message/edit | {"userId":1,"groupId":1,"seq":0,"msg":"x"}               | seq: 0
          /message/edit | {"userId":1,"seq":1,"msg":"x"}                           | groupId: nothing
          /message/edit | {"userId":1,"peerId":2,"seq":1,"msg":"x"}                | peerId: 2
          /message/recall | {"userId":1,"groupId":1}                               | seq: nothing
          /message/react | {"userId":1,"groupId":1,"seq":1,"msg":"\\t"}            | msg: blanks or control
          /message/react | {"userId":1,"groupId":1,"seq":1,"msg":"0123456789012345678901234567890123"} | msg: 34 bytes
          /conversation/read | {"userId":1,"groupId":1,"seq":"x"}                  | seq: x
          """)
  void badInputNamesTheField(String path, String json, String message) throws Exception {
    Answer answer = post(path, json);
    assertThat(answer.message()).startsWith(message).contains("(expected: ");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("3000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /group?userId=1                               | groupId: nothing
          /group?userId=x&groupId=1                     | userId: x (expected: a whole number)
          /group?groupId=1                              | userId: nothing
          /group/members?userId=1&groupId=1&limit=0     | limit: 0
          /group/members?userId=1&groupId=1&after=g1    | after: g1
          /conversations                                | userId: nothing
          /conversations?userId=1&after=%20             | after:
          /history?userId=1                             | groupId: nothing
          /history?userId=1&peerId=2                    | peerId: 2
          /history?userId=1&groupId=1&before=2&after=1  | after: 1 (expected: before or after, not both)
          /history?userId=1&groupId=1&before=0          | before: 0
          /history?userId=1&groupId=1&after=-1          | after: -1
          /history?userId=1&groupId=1&limit=-1          | limit: -1
          /readers?userId=1&groupId=1                   | seq: nothing
          """)
  void badQueriesNameTheParameter(String path, String message) throws Exception {
    Answer answer = get(path);
    assertThat(answer.message()).startsWith(message).contains("(expected: ");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("3000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/group/add", "/group/remove", "/group/create"})
  void moreThanAThousandUsersAreTooMany(String path) throws Exception {
    String users =
        IntStream.rangeClosed(1, 1_001)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(","));
    Answer answer =
        post(
            path,
            "{\"userId\":1,\"groupId\":1,\"name\":\"x\",\"members\":[%s],\"users\":[%s]}"
                .formatted(users, users));
    assertThat(answer.message()).endsWith(": 1001 users (expected: at most 1000)");
    assertThat(answer.code()).isEqualTo("3000");
  }

  @Test
  void aNameOfMoreThan64CharactersIsTooLong() throws Exception {
    Answer answer =
        post("/group/create", "{\"userId\":1,\"name\":\"%s\"}".formatted("x".repeat(65)));
    assertThat(answer.message()).startsWith("name: 65 characters");
  }

  @Test
  void whoIsNoMemberIsRefused() throws Exception {
    long alice = register();
    long stranger = register();
    long group = create(alice);
    String expected =
        "groupId: %d (expected: a group that user %d is a member of)".formatted(group, stranger);
    for (Answer answer :
        List.of(
            get("/history?userId=%d&groupId=%d".formatted(stranger, group)),
            get("/group/members?userId=%d&groupId=%d".formatted(stranger, group)),
            post(
                "/group/send",
                "{\"userId\":%d,\"groupId\":%d,\"msg\":\"x\"}".formatted(stranger, group)))) {
      assertThat(answer.message()).isEqualTo(expected);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("9301");
      assertThat(answer.body().isNull()).isTrue();
    }
  }

  @Test
  void aMessageThatWasNotStoredIsNoSuccessForAnybody() throws Exception {
    Answer answer = post("/group/send", "{\"userId\":4711,\"groupId\":1,\"msg\":\"x\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("9100");
    long alice = register();
    Answer unknown =
        post("/group/send", "{\"userId\":%d,\"groupId\":1,\"msg\":\"x\"}".formatted(alice));
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.code()).isEqualTo("9300");
  }

  @Test
  void applicationsAndOperatorsActAsTheSystem() throws Exception {
    long alice = register();
    String json = "{\"name\":\"news\",\"members\":[%d]}".formatted(alice);
    for (String authorization : List.of("Bearer " + PUSH_KEY, "CIM " + SECRET)) {
      Answer created = post("/group/create", json, "Authorization", authorization);
      assertThat(created.code()).as(created.json().toString()).isEqualTo("9000");
    }
    Answer stranger = post("/group/create", json, "Authorization", "CIM another-secret");
    assertThat(stranger.status()).isEqualTo(401);
    assertThat(stranger.code()).isEqualTo("9103");
  }
}
