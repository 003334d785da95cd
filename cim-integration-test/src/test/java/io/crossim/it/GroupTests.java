package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.it.client.Answer;
import io.crossim.it.client.Group;
import io.crossim.it.client.GroupCalls;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.sdk.Client;
import io.crossim.sdk.Conversation;
import io.crossim.sdk.MessageKind;
import io.crossim.sdk.MessageListener;
import io.crossim.sdk.ReceivedMessage;
import io.crossim.sdk.Signal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What members of groups do, wherever the processes stand. */
abstract class GroupTests {

  private static final int TWICE = 10;

  @TempDir private Path directory;

  /** One of two routes, or the only one. */
  abstract Route route(int index);

  /** A new user, whom the first route sends to this server if there are several. */
  abstract User user(int server, String stem);

  @Test
  void threeConsolesAndAClientOfV2TalkInAGroup() {
    User ana = user(0, "ana");
    User bo = user(1, "bo");
    User cy = user(1, "cy");
    User vi = user(0, "vi");
    try (GroupTalk talk = GroupTalk.begin(directory, route(0), route(1), ana, bo, cy, vi)) {
      talk.everybodyHearsEverybody();
      talk.whoIsTakenOutHearsNothingMore();
      talk.whoComesBackHearsOnAndReadsNothingFromMeanwhile();
      talk.whatIsTakenBackIsGone();
      talk.whatIsOnAScreenIsRead();
      talk.whoWasAwayHearsItLater();
    }
  }

  @Test
  void tenThousandMessagesWaitForAMemberAndAreReadOnAllTheirDevices() throws Exception {
    try (WaitingMessages waiting = WaitingMessages.of(route(0), route(1))) {
      waiting.seeOn("phone");
      waiting.seeOn("tablet");
      waiting.send();
      waiting.assertUnread();
      waiting.fetchOn("phone");
      waiting.fetchOn("tablet");
      waiting.assertUnread();
      waiting.readOn("phone");
      waiting.assertNothingUnreadOn("tablet");
    }
  }

  @Test
  void whoIsAddedTwiceAtTheSameInstantJoinsOnce() throws Exception {
    GroupCalls first = new GroupCalls(route(0));
    GroupCalls second = new GroupCalls(route(1));
    User ana = route(0).register("ana");
    User bo = route(0).register("bo");
    Group group = first.create(ana, "twice");
    List<ReceivedMessage> got = new CopyOnWriteArrayList<>();
    try (Client client =
        Client.builder()
            .routeUrl(route(1).url())
            .user(bo.id(), bo.name())
            .listener(got::add)
            .build()) {
      client.start().get(20, TimeUnit.SECONDS);
      for (int i = 0; i < TWICE; i++) {
        atOnce(() -> first.add(ana, group, bo), () -> second.add(ana, group, bo));
        assertThat(first.members(ana, group)).containsExactlyInAnyOrder(ana.id(), bo.id());
        first.send(ana, group, "in " + i).orFail();
        atOnce(() -> second.remove(ana, group, bo), () -> first.remove(ana, group, bo));
        assertThat(second.members(ana, group)).containsExactly(ana.id());
        second.send(ana, group, "out " + i).orFail();
      }
      route(0).toOne(ana, bo, "the end").orFail();
      await("the message behind all")
          .untilAsserted(
              () -> assertThat(got).anyMatch(message -> message.text().equals("the end")));
    }
    assertThat(got.stream().filter(message -> message.kind() == MessageKind.JOINED)).hasSize(TWICE);
    assertThat(got.stream().filter(message -> message.kind() == MessageKind.LEFT)).hasSize(TWICE);
    assertThat(got.stream().filter(m -> m.kind() == MessageKind.CONTENT).map(ReceivedMessage::text))
        .containsExactly(
            "in 0", "in 1", "in 2", "in 3", "in 4", "in 5", "in 6", "in 7", "in 8", "in 9",
            "the end");
    assertThat(got.subList(0, 3 * TWICE))
        .extracting(ReceivedMessage::conversationSeq)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  /** Two calls on two threads that begin together; both succeed and refuse nobody. */
  private static void atOnce(Supplier<Answer> one, Supplier<Answer> other) throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    Supplier<Answer> later =
        () -> {
          both.countDown();
          awaitZero(both);
          return other.get();
        };
    CompletableFuture<Answer> elsewhere = CompletableFuture.supplyAsync(later, GroupTests::thread);
    both.countDown();
    awaitZero(both);
    assertThat(one.get().orFail().path("refused")).isEmpty();
    assertThat(elsewhere.get(20, TimeUnit.SECONDS).orFail().path("refused")).isEmpty();
  }

  private static void thread(Runnable work) {
    new Thread(work, "other").start();
  }

  private static void awaitZero(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoIsBlockedReachesNobodyByWhateverWay() throws Exception {
    User ana = user(0, "ana");
    User eve = user(1, "eve");
    List<ReceivedMessage> got = new CopyOnWriteArrayList<>();
    try (Client hers = client(route(0), ana, got::add);
        Client other = client(route(1), eve, message -> {})) {
      hers.start().get(20, TimeUnit.SECONDS);
      other.start().get(20, TimeUnit.SECONDS);
      hers.preferences().block(eve.id(), true).get(20, TimeUnit.SECONDS);
      assertThat(hers.preferences().blocked().get(20, TimeUnit.SECONDS)).containsExactly(eve.id());

      assertThatThrownBy(() -> other.send(ana.id(), "over TCP").get(20, TimeUnit.SECONDS))
          .cause()
          .isInstanceOfSatisfying(
              CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.BLOCKED));
      assertThat(List.of(route(0).toOne(eve, ana, "1"), route(1).toOne(eve, ana, "2")))
          .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("7400"))
          .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(403));
      GroupCalls groups = new GroupCalls(route(1));
      Group group = groups.create(eve, "uninvited", ana);
      assertThat(groups.add(eve, group, ana).orFail().path("refused").toString())
          .isEqualTo("[{\"userId\":" + ana.id() + ",\"code\":\"7400\"}]");

      route(1).toAll(eve, "to all").orFail();
      hers.preferences().block(eve.id(), false).get(20, TimeUnit.SECONDS);
      other.send(ana.id(), "again").get(20, TimeUnit.SECONDS);
      await()
          .untilAsserted(() -> assertThat(got).anyMatch(message -> message.text().equals("again")));
    }
    assertThat(got).extracting(ReceivedMessage::text).containsOnly("to all", "again");
  }

  @Test
  void whatIsMutedOnOneDeviceIsMutedOnAllAndStillHeard() throws Exception {
    User ana = user(0, "ana");
    User bo = user(1, "bo");
    GroupCalls groups = new GroupCalls(route(0));
    Group group = groups.create(ana, "loud", bo);
    List<ReceivedMessage> got = new CopyOnWriteArrayList<>();
    try (Client client = client(route(1), bo, got::add)) {
      client.start().get(20, TimeUnit.SECONDS);
      client.preferences().mute(Conversation.group(group.id()), null).get(20, TimeUnit.SECONDS);
      String list = "/conversations?userId=" + bo.id();
      assertThat(route(0).http().get(list).orFail().at("/conversations/0/mutedUntil").asLong())
          .isEqualTo((1L << 53) - 1);
      groups.send(ana, group, "hello").orFail();
      await()
          .untilAsserted(() -> assertThat(got).anyMatch(message -> message.text().equals("hello")));
      client.preferences().unmute(Conversation.group(group.id())).get(20, TimeUnit.SECONDS);
      assertThat(route(0).http().get(list).orFail().at("/conversations/0").has("mutedUntil"))
          .isFalse();
    }
  }

  @Test
  void whoIsWatchedIsToldWhenTheyComeAndGo() throws Exception {
    User ana = user(0, "ana");
    User bo = user(1, "bo");
    List<Signal> told = new CopyOnWriteArrayList<>();
    Conversation withBo = Conversation.user(bo.id());
    Signal online = new Signal(withBo, bo.id(), Signal.Type.ONLINE);
    Signal offline = new Signal(withBo, bo.id(), Signal.Type.OFFLINE);
    try (Client watching =
        Client.builder()
            .routeUrl(route(0).url())
            .user(ana.id(), ana.name())
            .signalListener(told::add)
            .build()) {
      watching.start().get(20, TimeUnit.SECONDS);
      watching.watchPresence(Set.of(bo.id()));
      await().untilAsserted(() -> assertThat(told).containsExactly(offline));
      try (Client watched = client(route(1), bo, message -> {})) {
        watched.start().get(20, TimeUnit.SECONDS);
        await().untilAsserted(() -> assertThat(told).containsExactly(offline, online));
      }
      await()
          .atMost(20, TimeUnit.SECONDS)
          .untilAsserted(() -> assertThat(told).containsExactly(offline, online, offline));
    }
  }

  private static Client client(Route route, User user, MessageListener listener) {
    return Client.builder()
        .routeUrl(route.url())
        .user(user.id(), user.name())
        .listener(listener)
        .build();
  }

  @Test
  void badInputIsRefusedAndChangesNothing() {
    GroupCalls groups = new GroupCalls(route(0));
    GroupCalls elsewhere = new GroupCalls(route(1));
    User ana = route(0).register("ana");
    User bo = route(0).register("bo");
    User cy = route(0).register("cy");
    Group group = groups.create(ana, "strict", bo, cy);
    long place = groups.send(bo, group, "hello").orFail().path("conversationSeq").asLong();
    groups.remove(ana, group, cy).orFail();
    Group ended = groups.create(ana, "ended");
    groups.dismiss(ana, ended).orFail();
    Group foreign = groups.create(cy, "foreign");
    for (String reaction : List.of("one", "two", "three")) {
      react(groups, bo, group, place, reaction).orFail();
    }
    var before = groups.info(ana, group);
    var history = groups.history(ana, group);
    List<Long> users = LongStream.rangeClosed(1, 1_001).boxed().toList();

    assertRefused(
        400,
        "3000",
        groups.call("/group/add", ana, group, Map.of("users", "bo")),
        groups.call("/group/add", ana, group, Map.of("users", List.of())),
        groups.call("/group/add", ana, group, Map.of("users", users)),
        groups.call("/group/add", ana, new Group(0, ""), Map.of("users", List.of(cy.id()))),
        groups.call("/group/send", ana, new Group(1L << 53, ""), Map.of("msg", "x")),
        groups.call("/group/role", ana, group, Map.of("member", bo.id(), "role", "king")),
        groups.call("/group/change", ana, group, Map.of("name", " ")),
        groups.call("/group/change", ana, group, Map.of("name", "a\u0007b")),
        groups.call("/group/change", ana, group, Map.of("settings", Map.of("join", "maybe"))),
        groups.call("/message/edit", bo, group, Map.of("seq", place)),
        groups.call("/message/recall", bo, group, Map.of("seq", -1)),
        route(1).http().get("/history?userId=" + bo.id() + "&groupId=climbers"),
        route(1).http().get("/group?userId=" + bo.id() + "&groupId=" + (1L << 53)));
    assertRefused(
        404,
        "9300",
        groups.send(ana, ended, "x"),
        elsewhere.add(ana, ended, bo),
        elsewhere.send(ana, new Group(4711, ""), "x"));
    assertRefused(
        403,
        "9301",
        groups.send(ana, foreign, "x"),
        elsewhere.send(cy, group, "x"),
        elsewhere.read(cy, group, place),
        route(1).http().get("/history?userId=" + cy.id() + "&groupId=" + group.id()));
    assertRefused(
        403,
        "9302",
        elsewhere.remove(bo, group, ana),
        elsewhere.dismiss(bo, group),
        groups.leave(ana, group),
        groups.call("/group/role", ana, group, Map.of("member", ana.id(), "role", "member")),
        elsewhere.call("/message/edit", ana, group, Map.of("seq", place, "msg", "forged")),
        react(elsewhere, bo, group, place, "four"));
    assertRefused(
        409,
        "9303",
        groups.call("/group/change", ana, group, Map.of("name", "late", "expectedVersion", 1)));

    assertThat(elsewhere.info(ana, group)).isEqualTo(before);
    assertThat(elsewhere.history(ana, group)).isEqualTo(history);
  }

  private static Answer react(
      GroupCalls calls, User user, Group group, long place, String reaction) {
    String id = Route.uniqueName("reaction");
    return calls.call(
        "/message/react", user, group, Map.of("seq", place, "msg", reaction, "clientMsgId", id));
  }

  private static void assertRefused(int status, String code, Answer... answers) {
    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
              assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
              assertThat(answer.message()).contains(": ", " (expected: ");
            });
  }
}
