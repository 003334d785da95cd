package io.crossim.it.faults;

import static org.awaitility.Awaitility.await;

import io.crossim.it.client.User;
import io.crossim.route.api.ChangedUsers;
import io.crossim.sdk.Client;
import io.crossim.sdk.MessageKind;
import io.crossim.sdk.ReceivedMessage;
import io.crossim.sdk.SendStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Groups beside the ring: in each round one member of each group writes, each in turn. The owner
 * removes members and adds them again.
 */
final class GroupTraffic {

  /** How many groups there are, and of how many members each. */
  record Size(int groups, int members) {}

  static final Size NO_GROUPS = new Size(0, 0);

  /** Of two changes, one removes a member and one adds them. */
  private static final Duration BETWEEN_CHANGES = Duration.ofMillis(500);

  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration PATIENT = Duration.ofSeconds(90);

  private final GroupLedger ledger = new GroupLedger();
  private final List<Group> groups = new CopyOnWriteArrayList<>();
  private final Set<CompletableFuture<Void>> comings = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean stopped = new AtomicBoolean();

  GroupLedger ledger() {
    return ledger;
  }

  /** Makes a group of people who are online; the first one is its owner. */
  void make(List<Client> clients, List<User> users) throws Exception {
    List<Long> ids = users.stream().map(User::id).toList();
    long id =
        clients
            .get(0)
            .groups()
            .create("ring", ids.subList(1, ids.size()))
            .get(30, TimeUnit.SECONDS)
            .groupId();
    ledger.made(id, ids);
    groups.add(new Group(id, List.copyOf(clients), ids));
  }

  void seen(User reader, ReceivedMessage message) {
    ledger.seen(reader.id(), message);
  }

  /** Has one member of each group write. Half of them never do. */
  void round(int number) {
    for (Group group : groups) {
      int writer = number % group.writers();
      String text = group.id + ":" + group.members.get(writer) + "#" + number;
      ledger.plan(group.id, group.members.get(writer), text);
      group
          .clients
          .get(writer)
          .sendToGroup(group.id, text)
          .whenComplete(
              (result, error) -> {
                if (error != null) {
                  ledger.told(text, Ledger.Told.REFUSED, 0, "");
                } else if (result.status() == SendStatus.UNKNOWN) {
                  ledger.told(text, Ledger.Told.UNKNOWN, 0, "");
                } else {
                  ledger.told(
                      text, Ledger.Told.ACCEPTED, result.conversationSeq(), result.messageId());
                }
              });
    }
  }

  /** From now on the last member of each group is removed and added every second. */
  void startChanges() {
    for (Group group : groups) {
      comeAndGo(group, group.members.size() - 1, BETWEEN_CHANGES, stopped);
    }
  }

  /**
   * Has those who never write removed and added for some time, as fast as the answers come.
   *
   * @param atHalf is done in the middle of it
   */
  void changeManyFor(Duration time, Runnable atHalf) {
    AtomicBoolean enough = new AtomicBoolean();
    for (Group group : groups) {
      for (int i = group.writers(); i < group.members.size() - 1; i++) {
        comeAndGo(group, i, SOON, enough);
      }
    }
    FaultCluster.pass(time.dividedBy(2));
    atHalf.run();
    FaultCluster.pass(time.dividedBy(2));
    enough.set(true);
  }

  /** Ends the changes; returns when all are answered. */
  void stop() {
    stopped.set(true);
    await().atMost(PATIENT).until(() -> comings.stream().allMatch(CompletableFuture::isDone));
  }

  private void comeAndGo(Group group, int index, Duration pause, AtomicBoolean end) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    comings.add(done);
    change(new Coming(group, group.members.get(index), pause, end, done), MessageKind.LEFT);
  }

  private void change(Coming coming, MessageKind kind) {
    if (coming.end.get()) {
      coming.done.complete(null);
      return;
    }
    var owner = coming.group.clients.get(0).groups();
    List<Long> user = List.of(coming.user);
    CompletableFuture<ChangedUsers> call =
        kind == MessageKind.LEFT
            ? owner.remove(coming.group.id, user)
            : owner.add(coming.group.id, user);
    call.whenComplete(
        (answer, error) -> {
          MessageKind next = isMade(coming, kind, answer) ? opposite(kind) : kind;
          CompletableFuture.delayedExecutor(coming.pause.toMillis(), TimeUnit.MILLISECONDS)
              .execute(() -> change(coming, next));
        });
  }

  /** Notes a change that is made; what is not known, or refused for now, is repeated. */
  private boolean isMade(Coming coming, MessageKind kind, @Nullable ChangedUsers answer) {
    if (answer == null || !answer.refused().isEmpty()) {
      return false;
    }
    ledger.changed(coming.group.id, answer.seq(), kind, coming.user);
    return true;
  }

  private static MessageKind opposite(MessageKind kind) {
    return kind == MessageKind.LEFT ? MessageKind.JOINED : MessageKind.LEFT;
  }

  /** Clients and ids of the members, in the same order. */
  private record Group(long id, List<Client> clients, List<Long> members) {

    /** Half of the members write. */
    int writers() {
      return members.size() / 2;
    }
  }

  /** A member who comes and goes until an end. */
  private record Coming(
      Group group, long user, Duration pause, AtomicBoolean end, CompletableFuture<Void> done) {}
}
