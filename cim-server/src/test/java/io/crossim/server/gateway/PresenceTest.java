package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.received;
import static io.crossim.server.gateway.GatewayFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Signal;
import io.crossim.common.protocol.Subscription;
import io.crossim.route.api.WatchRequest;
import io.crossim.server.api.NoticeBatch;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients are told of the presence of users whom they watch. */
class PresenceTest {

  private static final long ANN = 7;
  private static final long BOB = 8;
  private static final long CID = 9;

  private final GatewayFixture gateway = new GatewayFixture();
  private final EmbeddedChannel channel = login(ANN, "conversations");

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private EmbeddedChannel login(long user, String features) {
    EmbeddedChannel client = gateway.connect();
    send(
        client,
        Frames.login(user, "user" + user).toBuilder()
            .putProperties("proto", "3")
            .putProperties("features", features)
            .build());
    received(client);
    return client;
  }

  private static Frame subscription(long... users) {
    return Frame.newBuilder()
        .setCmd(Command.SUBSCRIBE)
        .setSubscription(
            Subscription.newBuilder().addAllPresence(LongStream.of(users).boxed().toList()))
        .build();
  }

  private void began(long user) {
    gateway.local.notices(NoticeBatch.newBuilder().addBegan(user).build()).join();
  }

  private void ended(long user) {
    gateway.local.notices(NoticeBatch.newBuilder().addEnded(user).build()).join();
  }

  /** What the client was told since the last look, as words. */
  private static List<String> told(EmbeddedChannel client) {
    return received(client).stream()
        .filter(frame -> frame.getCmd() == Command.SIGNAL)
        .flatMap(frame -> frame.getSignalsList().stream())
        .map(PresenceTest::words)
        .toList();
  }

  private static String words(Signal signal) {
    assertThat(signal.hasConversation()).isFalse();
    return signal.getUserId() + " " + signal.getType();
  }

  private void seconds(int count) {
    for (int i = 0; i < count; i++) {
      gateway.pause(Duration.ofSeconds(1));
      channel.runPendingTasks();
    }
  }

  @Test
  void theStatesAreToldAtOnce() {
    gateway.conversations.online.add(BOB);
    send(channel, subscription(BOB, CID));

    assertThat(told(channel)).containsExactlyInAnyOrder("8 ONLINE", "9 OFFLINE");
    WatchRequest asked = gateway.conversations.watches.get(0);
    assertThat(asked.getServer()).isEqualTo("10.0.0.5:11211:8081");
    assertThat(asked.getIncarnation()).isNotEmpty();
  }

  @Test
  void anotherWatcherIsToldWhatIsKnown() {
    gateway.conversations.online.add(BOB);
    send(channel, subscription(BOB));
    int asked = gateway.conversations.watches.size();
    EmbeddedChannel other = login(CID, "conversations");
    send(other, subscription(BOB));

    assertThat(told(other)).containsExactly("8 ONLINE");
    assertThat(gateway.conversations.watches).hasSize(asked);
    other.finishAndReleaseAll();
  }

  @Test
  void whoComesIsToldAtOnceAndWhoLeavesAfterFiveSeconds() {
    send(channel, subscription(BOB));
    assertThat(told(channel)).containsExactly("8 OFFLINE");
    gateway.conversations.online.add(BOB);
    began(BOB);
    assertThat(told(channel)).containsExactly("8 ONLINE");

    seconds(2);
    gateway.conversations.online.remove(BOB);
    ended(BOB);
    seconds(4);
    assertThat(told(channel)).isEmpty();
    seconds(1);
    assertThat(told(channel)).containsExactly("8 OFFLINE");
  }

  @Test
  void whoComesBackInTimeHasNotLeft() {
    gateway.conversations.online.add(BOB);
    send(channel, subscription(BOB));
    received(channel);
    gateway.conversations.online.remove(BOB);
    ended(BOB);
    seconds(3);
    ended(BOB); // of another device
    seconds(3);
    gateway.conversations.online.add(BOB);
    began(BOB);
    seconds(10);

    assertThat(told(channel)).isEmpty();
  }

  @Test
  void twoSecondsLieBetweenChanges() {
    gateway.conversations.online.add(BOB);
    send(channel, subscription(BOB));
    received(channel);
    gateway.conversations.online.remove(BOB);
    ended(BOB);
    seconds(5);
    assertThat(told(channel)).containsExactly("8 OFFLINE");
    gateway.conversations.online.add(BOB);
    began(BOB);
    seconds(1);
    assertThat(told(channel)).isEmpty();
    seconds(1);
    assertThat(told(channel)).containsExactly("8 ONLINE");
  }

  @Test
  void whatNoHintToldIsFoundByTheRenewal() {
    gateway.conversations.online.add(BOB);
    send(channel, subscription(BOB, CID));
    received(channel);
    gateway.conversations.online.remove(BOB);
    gateway.conversations.watches.clear();
    seconds(41);

    assertThat(told(channel)).containsExactly("8 OFFLINE");
    assertThat(gateway.conversations.watches)
        .flatExtracting(WatchRequest::getUserIdsList)
        .containsExactlyInAnyOrder(BOB, CID);
  }

  @Test
  void aSubscriptionReplacesTheOneBefore() {
    send(channel, subscription(BOB));
    seconds(2);
    received(channel);
    send(channel, subscription(CID));
    assertThat(told(channel)).containsExactly("9 OFFLINE");
    gateway.conversations.online.add(BOB);
    began(BOB);
    assertThat(told(channel)).isEmpty();

    seconds(2);
    send(channel, subscription());
    gateway.conversations.watches.clear();
    seconds(45);
    assertThat(told(channel)).isEmpty();
    assertThat(gateway.conversations.watches).isEmpty();
  }

  @Test
  void ofManySubscriptionsInASecondTheLastCounts() {
    send(channel, subscription(BOB));
    for (int user = 100; user < 120; user++) {
      send(channel, subscription(user));
    }
    assertThat(told(channel)).containsExactly("8 OFFLINE");
    seconds(1);
    assertThat(told(channel)).containsExactly("119 OFFLINE");
    assertThat(count("limited")).isEqualTo(19);
    seconds(5);
    assertThat(told(channel)).isEmpty();
  }

  @Test
  void whoNamesOtherUsersAllTheTimeWaitsForTheEndOfTheMinute() {
    for (int i = 0; i < 3; i++) {
      send(channel, subscription(LongStream.range(1_000 + 400 * i, 1_400 + 400 * i).toArray()));
      assertThat(told(channel)).hasSize(400);
      seconds(2);
    }
    send(channel, subscription(BOB));
    seconds(53);
    assertThat(told(channel)).isEmpty();
    seconds(2);
    assertThat(told(channel)).containsExactly("8 OFFLINE");
  }

  @Test
  void whoNamesTheSameUsersAnewDoesNot() {
    for (int i = 0; i < 5; i++) {
      send(channel, subscription(LongStream.range(1_000, 1_400).toArray()));
      assertThat(told(channel)).hasSize(400);
      seconds(2);
    }
  }

  @Test
  void whoHasLeftWatchesNobody() {
    send(channel, subscription(BOB));
    send(channel, subscription(CID));
    channel.close();
    gateway.conversations.watches.clear();
    began(BOB);
    seconds(45);
    assertThat(gateway.conversations.watches).isEmpty();
  }

  @Test
  void whatIsBeyondALimitOrMakesNoSenseIsPassedOver() {
    send(channel, subscription(0, -1, 1L << 53, BOB, BOB));
    assertThat(told(channel)).containsExactly("8 OFFLINE");
    assertThat(count("invalid")).isEqualTo(3);

    EmbeddedChannel other = login(CID, "conversations");
    // As much as fits into a frame here.
    send(other, subscription(LongStream.rangeClosed(1, 400).toArray()));
    assertThat(told(other)).hasSize(400);
    other.finishAndReleaseAll();
  }

  @Test
  void whoHasNotAnnouncedConversationsIsPassedOver() {
    EmbeddedChannel other = login(CID, "early-ack");
    send(other, subscription(BOB), Frames.ping(CID));
    assertThat(received(other)).containsExactly(Frames.pong(CID));
    assertThat(gateway.conversations.watches).isEmpty();
    other.finishAndReleaseAll();
  }

  @Test
  void aRouteThatIsAwayIsAskedLater() {
    gateway.conversations.away = true;
    send(channel, subscription(BOB));
    assertThat(told(channel)).isEmpty();
    gateway.conversations.away = false;
    seconds(10);
    assertThat(told(channel)).containsExactly("8 OFFLINE");
  }

  private double count(String outcome) {
    return gateway.meters.get("cim.client.signals").tag("outcome", outcome).counter().count();
  }
}
