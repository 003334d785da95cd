package io.crossim.client.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crossim.client.chat.GroupEntry;
import io.crossim.client.chat.GroupMember;
import io.crossim.client.chat.GroupPage;
import io.crossim.client.chat.GroupSummary;
import io.crossim.client.chat.NewGroup;
import io.crossim.client.chat.RefusedUser;
import io.crossim.client.chat.User;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.sdk.Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console's groups over the library, with a route that answers what the test says. */
class SdkGroupsTest {

  private final Map<String, Queue<String>> answers = new ConcurrentHashMap<>();
  private final List<String> called = new CopyOnWriteArrayList<>();

  private HttpServer route;
  private Client client;
  private SdkGroups groups;

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
    groups = new SdkGroups(client, 1);
  }

  @AfterEach
  void stop() {
    client.close();
    route.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    called.add(exchange.getRequestURI().toString());
    Queue<String> waiting = answers.get(exchange.getRequestURI().getPath());
    String body = waiting == null ? null : waiting.poll();
    byte[] bytes =
        ("{\"code\":\""
                + (body == null ? "9300" : "9000")
                + "\",\"message\":\"no such group\","
                + "\"reqNo\":null,\"dataBody\":"
                + body
                + "}")
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void listsTheGroupsOfAllPagesByName() {
    answers(
        "/conversations",
        "{\"next\":\"5\",\"conversations\":[" + group(5, "walkers") + "," + peer(7) + "]}",
        "{\"next\":null,\"conversations\":["
            + group(6, "climbers")
            + ","
            + group(5, "walkers")
            + "]}");

    assertThat(groups.list())
        .containsExactly(
            new GroupSummary(6, "climbers", 2, 1, false),
            new GroupSummary(5, "walkers", 2, 1, true));
    assertThat(called)
        .containsExactly(
            "/conversations?userId=1&limit=100", "/conversations?userId=1&after=5&limit=100");
  }

  @Test
  void readsTheMembersAnewWhenTheGroupChangesBetweenTwoPages() {
    answers(
        "/group/members",
        members(1, "\"3\"", 3),
        members(2, "null", 4),
        members(2, "\"2\"", 2, 3),
        members(2, "null", 1, 2));

    assertThat(groups.members(5))
        .containsExactly(
            new GroupMember(new User(1, "u1"), "owner"),
            new GroupMember(new User(2, "u2"), "owner"),
            new GroupMember(new User(3, "u3"), "owner"));
  }

  @Test
  void tellsInWordsWhyUsersAreNoMembers() {
    String refused =
        "\"refused\":[{\"userId\":2,\"code\":\"9100\"},{\"userId\":3,\"code\":\"7301\"},"
            + "{\"userId\":4,\"code\":\"9302\"},{\"userId\":5,\"code\":\"7400\"},"
            + "{\"userId\":6,\"code\":\"1234\"}]}";
    answers("/group/create", "{\"groupId\":9,\"version\":1," + refused);
    answers("/group/add", "{\"version\":1,\"seq\":2," + refused);
    answers("/group/remove", "{\"version\":1,\"seq\":2,\"refused\":[]}");

    NewGroup made = groups.create("x", List.of(2L));

    assertThat(made.id()).isEqualTo(9);
    assertThat(made.refused())
        .extracting(RefusedUser::why)
        .containsExactly(
            "there is no such user",
            "the group, or the number of their groups, is at its limit",
            "you may not do this to them",
            "they take nothing from you",
            "code 1234");
    assertThat(groups.add(9, List.of(2L))).isEqualTo(made.refused());
    assertThat(groups.remove(9, List.of(2L))).isEmpty();
  }

  @Test
  void readsHistoryBeforeAPlace() {
    answers(
        "/history",
        "{\"epoch\":\"e\",\"floor\":0,\"head\":9,\"more\":true,\"messages\":[{\"seq\":8,"
            + "\"messageId\":\"1\",\"sentAt\":1,\"kind\":\"CONTENT\",\"senderId\":2,"
            + "\"senderName\":\"bob\",\"msg\":\"hi\"}]}",
        "{\"epoch\":\"e\",\"floor\":0,\"head\":9,\"more\":false,\"messages\":[]}");

    GroupPage page = groups.history(5, OptionalLong.of(9));

    assertThat(page.more()).isTrue();
    assertThat(page.entries()).singleElement().extracting("text").isEqualTo("hi");
    assertThat(groups.history(5, OptionalLong.empty()).entries()).isEmpty();
    assertThat(called)
        .containsExactly(
            "/history?userId=1&groupId=5&before=9&limit=20",
            "/history?userId=1&groupId=5&limit=20");
  }

  @Test
  void whatWasTakenBackHasItsSendersNameFromOthersOnThePage() {
    String start = ",\"messageId\":\"1\",\"sentAt\":1,";
    answers(
        "/history",
        "{\"epoch\":\"e\",\"floor\":0,\"head\":9,\"more\":false,\"messages\":[{\"seq\":2"
            + start
            + "\"kind\":\"CONTENT\",\"senderId\":2,\"recalled\":true},{\"seq\":3"
            + start
            + "\"kind\":\"CONTENT\",\"senderId\":4,\"recalled\":true},{\"seq\":9"
            + start
            + "\"kind\":\"RECALL\",\"senderId\":2,\"senderName\":\"bob\",\"refersTo\":2}]}");

    assertThat(groups.history(5, OptionalLong.empty()).entries())
        .extracting(GroupEntry::from)
        .containsExactly(new User(2, "bob"), new User(4, "user"), new User(2, "bob"));
  }

  @Test
  void leavesDismissesAndNames() {
    answers("/group/leave", "{\"version\":1,\"seq\":2}");
    answers("/group/dismiss", "{\"version\":1,\"seq\":2}");
    answers(
        "/group",
        "{\"groupId\":5,\"name\":\"climbers\",\"settings\":{},\"version\":1,\"memberCount\":1,"
            + "\"createdAt\":1,\"role\":\"owner\"}");

    groups.leave(5);
    groups.dismiss(5);

    assertThat(groups.name(5)).isEqualTo("climbers");
    assertThat(called)
        .containsExactly("/group/leave", "/group/dismiss", "/group?userId=1&groupId=5");
  }

  @Test
  void aRefusalIsToldAsTheRouteSaysIt() {
    assertThatThrownBy(() -> groups.leave(5))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.GROUP_UNKNOWN))
        .hasMessage("no such group");
  }

  private void answers(String path, String... bodies) {
    answers.put(path, new ArrayDeque<>(List.of(bodies)));
  }

  private static String group(long id, String name) {
    return "{\"groupId\":"
        + id
        + ",\"name\":\""
        + name
        + "\",\"epoch\":\"e\",\"head\":9,"
        + "\"readSeq\":7,\"unread\":2,\"mentions\":1,\"role\":\"owner\",\"version\":1"
        + (id == 5 ? ",\"mutedUntil\":1893456000000}" : "}");
  }

  private static String peer(long id) {
    return "{\"peerId\":"
        + id
        + ",\"name\":\"bob\",\"epoch\":\"e\",\"head\":9,\"readSeq\":7,"
        + "\"unread\":2,\"mentions\":0}";
  }

  private static String members(long version, String next, long... users) {
    StringBuilder members = new StringBuilder();
    for (long user : users) {
      members
          .append(members.isEmpty() ? "" : ",")
          .append("{\"userId\":")
          .append(user)
          .append(",\"userName\":\"u")
          .append(user)
          .append("\",\"role\":\"owner\",\"joinSeq\":1,\"mutedUntil\":0}");
    }
    return "{\"version\":" + version + ",\"next\":" + next + ",\"members\":[" + members + "]}";
  }
}
