package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.it.client.Group;
import io.crossim.it.client.GroupCalls;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.route.api.ConversationSummary;
import io.crossim.sdk.Client;
import io.crossim.sdk.MessageKind;
import io.crossim.sdk.ReceivedMessage;
import io.crossim.sdk.SendResult;
import io.crossim.sdk.SendStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Ten thousand messages in five groups for a member who is offline. */
final class WaitingMessages implements AutoCloseable {

  private static final int GROUPS = 5;
  private static final int SENDERS = 10;
  private static final int EACH = 1_000;
  private static final Duration PATIENT = Duration.ofSeconds(60);

  private final Route first;
  private final Route second;
  private final User member;
  private final List<Group> groups = new ArrayList<>();
  private final List<User> senders = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();

  /** When all had been sent. */
  private Instant sentBy = Instant.MAX;

  private WaitingMessages(Route first, Route second) {
    this.first = first;
    this.second = second;
    this.member = first.register("away");
  }

  /** Two senders for each group, who are online. */
  static WaitingMessages of(Route first, Route second) throws Exception {
    WaitingMessages waiting = new WaitingMessages(first, second);
    for (int i = 0; i < SENDERS; i++) {
      waiting.addSender(i);
    }
    return waiting;
  }

  private void addSender(int index) throws Exception {
    User sender = first.register("sender");
    senders.add(sender);
    if (index < GROUPS) {
      groups.add(new GroupCalls(first).create(sender, "group " + index, member));
    } else {
      int group = index % GROUPS;
      new GroupCalls(second).add(senders.get(group), groups.get(group), sender).orFail();
    }
    Client client = client(index % 2 == 0 ? first : second, sender, "desk", new ArrayList<>());
    clients.add(client);
    client.start().get(20, TimeUnit.SECONDS);
  }

  /** The member's device comes and goes; from then on the inbox keeps for it what it lacks. */
  void seeOn(String device) throws Exception {
    try (Client client = client(first, member, device, new ArrayList<>())) {
      client.start().get(20, TimeUnit.SECONDS);
    }
  }

  /** Returns when all are stored. */
  void send() throws Exception {
    List<CompletableFuture<SendResult>> sends = new ArrayList<>();
    for (int n = 0; n < EACH; n++) {
      for (int i = 0; i < SENDERS; i++) {
        Group group = groups.get(i % GROUPS);
        sends.add(clients.get(i).sendToGroup(group.id(), Integer.toString(n)));
      }
    }
    for (CompletableFuture<SendResult> send : sends) {
      assertThat(send.get(60, TimeUnit.SECONDS).status()).isEqualTo(SendStatus.STORED);
    }
    sentBy = Instant.now();
  }

  /** All are unread, and each route says so. */
  void assertUnread() {
    for (Route route : List.of(first, second)) {
      GroupCalls calls = new GroupCalls(route);
      assertThat(groups)
          .allSatisfy(
              group -> assertThat(calls.unread(member, group)).isEqualTo(EACH * SENDERS / GROUPS));
    }
  }

  /** All come to a device: in order, each from its sender in its group, with its time. */
  void fetchOn(String device) throws Exception {
    List<ReceivedMessage> got = new CopyOnWriteArrayList<>();
    try (Client client = client(second, member, device, got)) {
      client.start().get(20, TimeUnit.SECONDS);
      await("all messages are on the " + device)
          .atMost(PATIENT)
          .untilAsserted(
              () -> assertThat(texts(got).size()).isGreaterThanOrEqualTo(SENDERS * EACH));
    }
    Map<Long, List<String>> bySender = new HashMap<>();
    Map<Long, Long> places = new HashMap<>();
    for (ReceivedMessage message : texts(got)) {
      int sender = indexOf(message.senderId());
      Group group = groups.get(sender % GROUPS);
      assertThat(message.senderName()).isEqualTo(senders.get(sender).name());
      assertThat(message.conversation().id()).isEqualTo(group.id());
      assertThat(message.conversationName()).isEqualTo(group.name());
      assertThat(message.sentAt()).isBeforeOrEqualTo(sentBy);
      Long before = places.put(group.id(), message.conversationSeq());
      assertThat(message.conversationSeq()).isGreaterThan(before == null ? 0 : before);
      bySender.computeIfAbsent(message.senderId(), id -> new ArrayList<>()).add(message.text());
    }
    List<String> all = IntStream.range(0, EACH).mapToObj(Integer::toString).toList();
    assertThat(bySender.values())
        .hasSize(SENDERS)
        .allSatisfy(texts -> assertThat(texts).isEqualTo(all));
  }

  private int indexOf(long sender) {
    return senders.stream().map(User::id).toList().indexOf(sender);
  }

  private static List<ReceivedMessage> texts(List<ReceivedMessage> messages) {
    return messages.stream().filter(message -> message.kind() == MessageKind.CONTENT).toList();
  }

  /** The user reads the last message of each group. */
  void readOn(String device) throws Exception {
    List<ReceivedMessage> got = new CopyOnWriteArrayList<>();
    try (Client client = client(first, member, device, got)) {
      client.start().get(20, TimeUnit.SECONDS);
      for (int i = 0; i < GROUPS; i++) {
        clients.get(i).sendToGroup(groups.get(i).id(), "read this").get(20, TimeUnit.SECONDS);
      }
      await("the last message of each group")
          .untilAsserted(
              () ->
                  assertThat(got)
                      .filteredOn(message -> message.text().equals("read this"))
                      .hasSize(GROUPS));
      got.forEach(client::markRead);
      await("nothing is unread on the " + device)
          .untilAsserted(() -> assertThat(unread(client)).isEqualTo(0));
    }
  }

  void assertNothingUnreadOn(String device) throws Exception {
    try (Client client = client(second, member, device, new ArrayList<>())) {
      client.start().get(20, TimeUnit.SECONDS);
      assertThat(unread(client)).isZero();
    }
  }

  private static long unread(Client client) {
    return client.conversations(/* after= */ null, 100).join().conversations().stream()
        .mapToLong(ConversationSummary::unread)
        .sum();
  }

  private static Client client(
      Route route, User user, String device, List<ReceivedMessage> messages) {
    return Client.builder()
        .routeUrl(route.url())
        .user(user.id(), user.name())
        .device(device)
        .listener(messages::add)
        .build();
  }

  @Override
  public void close() {
    clients.forEach(Client::close);
  }
}
