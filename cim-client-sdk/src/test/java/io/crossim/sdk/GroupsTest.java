package io.crossim.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.route.api.ChangedUsers;
import io.crossim.route.api.ConversationList;
import io.crossim.route.api.ConversationSummary;
import io.crossim.route.api.CreatedGroup;
import io.crossim.route.api.Group;
import io.crossim.route.api.GroupMember;
import io.crossim.route.api.GroupMembers;
import io.crossim.route.api.GroupPlace;
import io.crossim.route.api.GroupRules;
import io.crossim.route.api.GroupVersion;
import io.crossim.route.api.HistoryMessage;
import io.crossim.route.api.HistoryPage;
import io.crossim.route.api.Readers;
import io.crossim.route.api.RefusedUser;
import io.crossim.sdk.connection.TokenHolder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client asks of a route about groups. */
class GroupsTest extends ClientFixture {

  private static final GroupRules RULES = new GroupRules("all", null, "open", null);

  @Test
  void makesAGroup() throws Exception {
    answer(
        "/group/create",
        "{\"groupId\":5,\"version\":1,\"refused\":[{\"userId\":9,\"code\":\"9100\"}]}");
    Groups groups = started(builder()).groups();

    CreatedGroup made = get(groups.create("climbers", List.of(7L, 9L), RULES, "my-id"));

    assertThat(made).isEqualTo(new CreatedGroup(5, 1, List.of(new RefusedUser(9, "9100"))));
    assertThat(route.called("/group/create"))
        .singleElement()
        .asString()
        .contains(
            "\"userId\":42",
            "\"name\":\"climbers\"",
            "\"members\":[7,9]",
            "\"history\":\"all\"",
            "\"clientMsgId\":\"my-id\"");
  }

  @Test
  void everyGroupThatIsMadeWithoutAnIdHasOneOfItsOwn() throws Exception {
    answer("/group/create", "{\"groupId\":5,\"version\":1,\"refused\":[]}");
    Groups groups = started(builder()).groups();

    get(groups.create("one", List.of()));
    get(groups.create("one", List.of()));

    assertThat(route.called("/group/create")).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void changesNameAndSettings() throws Exception {
    answer("/group/change", "{\"version\":3}");
    Groups groups = started(builder()).groups();

    assertThat(get(groups.rename(5, "hikers"))).isEqualTo(new GroupVersion(3));
    assertThat(get(groups.change(5, null, RULES, 2L))).isEqualTo(new GroupVersion(3));

    assertThat(route.called("/group/change").get(0))
        .contains("\"groupId\":5", "\"name\":\"hikers\"", "\"expectedVersion\":null");
    assertThat(route.called("/group/change").get(1))
        .contains("\"name\":null", "\"join\":\"open\"", "\"expectedVersion\":2");
  }

  @Test
  void addsAndRemovesUsers() throws Exception {
    answer(
        "/group/add", "{\"version\":4,\"seq\":17,\"refused\":[{\"userId\":9,\"code\":\"7301\"}]}");
    answer("/group/remove", "{\"version\":5,\"seq\":18,\"refused\":[]}");
    Groups groups = started(builder()).groups();

    assertThat(get(groups.add(5, List.of(8L, 9L))))
        .isEqualTo(new ChangedUsers(4, 17, List.of(new RefusedUser(9, "7301"))));
    assertThat(get(groups.remove(5, List.of(8L)))).isEqualTo(new ChangedUsers(5, 18, List.of()));

    assertThat(route.called("/group/add").get(0)).contains("\"users\":[8,9]", "\"userId\":42");
    assertThat(route.called("/group/remove").get(0)).contains("\"users\":[8]", "\"groupId\":5");
  }

  @Test
  void givesRolesAndMutes() throws Exception {
    answer("/group/role", "{\"version\":6}");
    Groups groups = started(builder()).groups();

    get(groups.setRole(5, 7, GroupRole.ADMIN));
    get(groups.mute(5, 7, Duration.ofMinutes(2)));

    assertThat(route.called("/group/role").get(0))
        .contains("\"member\":7", "\"role\":\"admin\"", "\"mutedSeconds\":null");
    assertThat(route.called("/group/role").get(1))
        .contains("\"member\":7", "\"role\":null", "\"mutedSeconds\":120");
  }

  @Test
  void joinsLeavesAndDismisses() throws Exception {
    List.of("/group/join", "/group/leave", "/group/dismiss")
        .forEach(path -> answer(path, "{\"version\":7,\"seq\":19}"));
    Groups groups = started(builder()).groups();

    for (CompletableFuture<GroupPlace> done :
        List.of(groups.join(5), groups.leave(5), groups.dismiss(5))) {
      assertThat(get(done)).isEqualTo(new GroupPlace(7, 19));
    }

    assertThat(route.calls).contains("/group/join", "/group/leave", "/group/dismiss");
    assertThat(route.called("/group/join").get(0)).contains("\"userId\":42", "\"groupId\":5");
  }

  @Test
  void tellsOfAGroupItsMembersAndReaders() throws Exception {
    answer(
        "/group",
        "{\"groupId\":5,\"name\":\"climbers\",\"settings\":{\"history\":\"joined\"},\"version\":1,"
            + "\"memberCount\":2,\"createdAt\":1700000000000,\"role\":\"owner\",\"later\":1}");
    answer(
        "/group/members",
        "{\"version\":1,\"next\":\"7\",\"members\":[{\"userId\":7,\"userName\":\"bob\","
            + "\"role\":\"member\",\"joinSeq\":1,\"mutedUntil\":0}]}");
    answer("/readers", "{\"seq\":3,\"read\":[7],\"delivered\":[9]}");
    Groups groups = started(builder()).groups();

    assertThat(get(groups.get(5)))
        .isEqualTo(
            new Group(
                5,
                "climbers",
                new GroupRules("joined", null, null, null),
                1,
                2,
                1_700_000_000_000L,
                "owner"));
    assertThat(get(groups.members(5, "a b", 10)))
        .isEqualTo(new GroupMembers(1, List.of(new GroupMember(7, "bob", "member", 1, 0)), "7"));
    assertThat(get(groups.readers(5, 3))).isEqualTo(new Readers(3, List.of(7L), List.of(9L)));

    assertThat(route.called("/group")).containsExactly("/group?userId=42&groupId=5 ");
    assertThat(route.called("/group/members"))
        .containsExactly("/group/members?userId=42&groupId=5&after=a+b&limit=10 ");
    assertThat(route.called("/readers")).containsExactly("/readers?userId=42&groupId=5&seq=3 ");
  }

  @Test
  void blocksUsersAndTellsWhom() throws Exception {
    answer("/block", "null");
    answer("/blocked", "{\"users\":[7,9]}");
    Preferences preferences = started(builder()).preferences();

    get(preferences.block(7, true));
    get(preferences.block(8, false));
    assertThat(get(preferences.blocked())).containsExactly(7L, 9L);

    assertThat(route.called("/block").get(0))
        .contains("\"userId\":42", "\"peerId\":7", "\"blocked\":true");
    assertThat(route.called("/block").get(1)).contains("\"peerId\":8", "\"blocked\":false");
    assertThat(route.called("/blocked")).containsExactly("/blocked?userId=42 ");
  }

  @Test
  void mutesConversations() throws Exception {
    answer("/conversation/mute", "null");
    Preferences preferences = started(builder()).preferences();

    get(preferences.mute(Conversation.group(5), Instant.ofEpochMilli(1_893_456_000_000L)));
    get(preferences.mute(Conversation.user(7), null));
    get(preferences.unmute(Conversation.group(5)));

    List<String> calls = route.called("/conversation/mute");
    assertThat(calls.get(0)).contains("\"groupId\":5", "\"until\":1893456000000");
    assertThat(calls.get(1)).contains("\"peerId\":7").doesNotContain("\"until\":0");
    assertThat(calls.get(2)).contains("\"groupId\":5", "\"until\":0");
  }

  @Test
  void readsHistoryAndConversations() throws Exception {
    answer(
        "/history",
        "{\"epoch\":\"e\",\"floor\":0,\"head\":2,\"more\":true,\"messages\":[{\"seq\":2,"
            + "\"messageId\":\"88\",\"sentAt\":1,\"kind\":\"CONTENT\",\"senderId\":7,"
            + "\"senderName\":\"bob\",\"msg\":\"hi\",\"reactions\":{\"👍\":2}}]}");
    answer(
        "/conversations",
        "{\"conversations\":[{\"groupId\":5,\"name\":\"climbers\",\"epoch\":\"e\",\"head\":2,"
            + "\"readSeq\":1,\"unread\":1,\"mentions\":0,\"role\":\"owner\",\"version\":1}],"
            + "\"next\":null}");
    Client client = started(builder());

    HistoryPage page = get(client.history(Conversation.group(5), HistoryRange.before(3, 50)));
    get(client.history(Conversation.user(7), HistoryRange.after(1, 50)));
    get(client.history(Conversation.group(5), HistoryRange.last(20)));
    ConversationList list = get(client.conversations(null, 100));

    HistoryMessage message = page.messages().get(0);
    assertThat(page.more()).isTrue();
    assertThat(message.msg()).isEqualTo("hi");
    assertThat(message.reactions()).containsEntry("👍", 2);
    assertThat(list.conversations())
        .singleElement()
        .extracting(ConversationSummary::groupId, ConversationSummary::unread)
        .containsExactly(5L, 1L);
    assertThat(route.called("/history"))
        .containsExactly(
            "/history?userId=42&groupId=5&before=3&limit=50 ",
            "/history?userId=42&peerId=7&after=1&limit=50 ",
            "/history?userId=42&groupId=5&limit=20 ");
    assertThat(route.called("/conversations"))
        .containsExactly("/conversations?userId=42&limit=100 ");
  }

  @ParameterizedTest
  @CsvSource({"404, 9300", "403, 9301", "403, 9302", "409, 9303", "429, 7301", "400, 3000"})
  void aRefusalHasTheCodeAndTheWordsOfTheRoute(int status, String code) throws Exception {
    route.answer("/group/leave", status, code);
    Groups groups = started(builder()).groups();

    assertThat(failure(groups.leave(5)))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code().code()).isEqualTo(code))
        .hasMessage("m");
  }

  /** A v2 route answers with a page of its framework, one of v3 with a code. */
  @Test
  void aClusterWithoutGroupsIsToldInOneSentence() throws Exception {
    Client client = started(builder());
    String words = "this cluster is of an earlier version, which has no groups";
    route.answer(
        "/group/create",
        () ->
            new MockResponse.Builder()
                .code(404)
                .body("{\"timestamp\":1,\"status\":404,\"error\":\"Not Found\"}")
                .build());
    route.answer("/conversations", 404, "3000");
    route.answer("/group/send", 404, "3000");

    assertThat(failure(client.groups().create("x", List.of()))).hasMessage(words);
    assertThat(failure(client.conversations(null, 1))).hasMessage(words);
    assertThat(failure(client.sendToGroup(5, "hello"))).hasMessage(words);
  }

  @Test
  void withoutAConnectionThatTakesSendsTheyGoToARoute() throws Exception {
    answer("/group/send", "{\"messageId\":\"88\",\"conversationSeq\":42,\"status\":\"STORED\"}");
    List.of("/message/edit", "/message/recall", "/message/react")
        .forEach(path -> answer(path, "{\"conversationSeq\":43}"));
    Client client = started(builder()); // the server is one of v2
    Conversation group = Conversation.group(5);
    SendResult changed = new SendResult("", 0, SendStatus.STORED, 43);

    assertThat(
            get(
                client.send(
                    group,
                    OutgoingMessage.text("hello")
                        .answering(3)
                        .mentioning(List.of(7L))
                        .withId("a"))))
        .isEqualTo(new SendResult("88", 0, SendStatus.STORED, 42));
    assertThat(get(client.send(group, OutgoingMessage.edit(42, "bye")))).isEqualTo(changed);
    assertThat(get(client.send(group, OutgoingMessage.recall(42)))).isEqualTo(changed);
    assertThat(get(client.send(Conversation.user(7), OutgoingMessage.reaction(42, "👍"))))
        .isEqualTo(changed);
    assertThat(get(client.send(group, OutgoingMessage.reactionTakenBack(42, "👍"))))
        .isEqualTo(changed);

    assertThat(route.called("/group/send").get(0))
        .contains(
            "\"userId\":42",
            "\"groupId\":5",
            "\"msg\":\"hello\"",
            "\"mentions\":[7]",
            "\"mentionsAll\":null",
            "\"refersTo\":3",
            "\"clientMsgId\":\"a\"");
    assertThat(route.called("/message/edit").get(0))
        .contains("\"groupId\":5", "\"peerId\":null", "\"seq\":42", "\"msg\":\"bye\"");
    assertThat(route.called("/message/react").get(0))
        .contains("\"groupId\":null", "\"peerId\":7", "\"msg\":\"👍\"", "\"remove\":null");
    assertThat(route.called("/message/react").get(1)).contains("\"remove\":true");
  }

  @Test
  void anotherRouteIsAskedWhereOneDoesNotAnswer() throws Exception {
    FakeRoute gone = new FakeRoute();
    gone.close();
    answer("/group/join", "{\"version\":7,\"seq\":19}");
    Client client = started(builder().routeUrls(List.of(gone.url(), route.url())));

    assertThat(get(client.groups().join(5))).isEqualTo(new GroupPlace(7, 19));
  }

  @Test
  void whereNoRouteAnswersTheFailureSaysSo() throws Exception {
    route.keepsConnections = false;
    Client client = started(builder());
    route.close();

    assertThat(failure(client.groups().join(5))).isInstanceOf(UnavailableException.class);
    assertThat(failure(client.groups().change(5, "x", null, 1L)))
        .isInstanceOf(UnavailableException.class);
  }

  @Test
  void aCallThatOtherCallsWouldHaveToWaitForIsRefused() throws Exception {
    RouteCalls calls =
        new RouteCalls(
            new RouteSelection<>(List.of()),
            new TokenHolder(USER, () -> 0),
            SeveralRoutes.of(List.of()),
            task -> {});
    Groups groups = new Groups(USER, calls);
    for (int i = 0; i < 1_000; i++) {
      assertThat(groups.leave(5)).isNotDone();
    }

    assertThat(failure(groups.leave(5)))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.REQUEST_LIMIT));
  }

  private void answer(String path, String body) {
    route.answer(path, () -> FakeRoute.envelope(200, "9000", body));
  }
}
