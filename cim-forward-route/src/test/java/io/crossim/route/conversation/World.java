package io.crossim.route.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.persistence.conversation.Unfinished;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.StoredMessage;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.SessionStore.SessionKey;
import io.crossim.persistence.session.memory.MemorySessionStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** The stores, what must be true of them, and what each user has got. */
final class World {

  /** No server of this name can be reached, so nothing is pushed. */
  private static final String NOWHERE = "nowhere";

  final ConversationStore conversations;
  final InboxStore inboxes;
  final SessionStore sessions = new MemorySessionStore(InstantSource.system());
  final List<Long> users = new ArrayList<>();
  final Map<Long, GroupModel> groups = new HashMap<>();
  private final Map<String, Position> positions = new HashMap<>();
  private final Map<String, Map<Long, List<Long>>> got = new HashMap<>();
  private long generations;

  World(ConversationStore conversations, InboxStore inboxes) {
    this.conversations = observed(conversations);
    this.inboxes = inboxes;
  }

  /** Notes what is posted and changed at the moment at which it is. */
  private ConversationStore observed(ConversationStore store) {
    return (ConversationStore)
        Proxy.newProxyInstance(
            ConversationStore.class.getClassLoader(),
            new Class<?>[] {ConversationStore.class},
            (proxy, method, arguments) -> {
              Object answer = method.invoke(store, arguments);
              if (method.getName().equals("post")) {
                note(cast(arguments[0]), Await.result(World.<List<PostOutcome>>future(answer)));
              } else if (method.getName().equals("change")) {
                note((GroupChange) arguments[0], Await.result(World.<ChangeOutcome>future(answer)));
              }
              return answer;
            });
  }

  @SuppressWarnings("unchecked")
  private static List<Post> cast(Object posts) {
    return (List<Post>) posts;
  }

  @SuppressWarnings("unchecked")
  private static <T> CompletableFuture<T> future(Object answer) {
    return (CompletableFuture<T>) answer;
  }

  private void note(List<Post> posts, List<PostOutcome> outcomes) {
    for (int i = 0; i < posts.size(); i++) {
      if (outcomes.get(i).status() == PostOutcome.Status.STORED) {
        group(posts.get(i).conversation().first())
            .posted(outcomes.get(i).place().seq(), posts.get(i).sender());
      }
    }
  }

  private void note(GroupChange change, ChangeOutcome outcome) {
    if (outcome.status() == ChangeOutcome.Status.DONE) {
      group(change.groupId()).changed(change, outcome);
    }
  }

  GroupModel group(long id) {
    return groups.computeIfAbsent(id, group -> new GroupModel());
  }

  /** From now on messages are kept until all of these devices have them. */
  void noteDevices(List<String> devices) {
    for (long user : users) {
      for (String device : devices) {
        Await.result(inboxes.states(List.of(new InboxDevice(user, device))));
      }
    }
  }

  void logIn(long user, String device) {
    long generation = ++generations;
    Await.result(
        sessions.restore(List.of(new Session(user, device, NOWHERE, "x", generation, generation))));
  }

  void logOut(long user) {
    List<SessionKey> keys =
        Await.result(sessions.find(user)).stream()
            .map(one -> new SessionKey(user, one.device(), one.generation()))
            .toList();
    Await.result(sessions.unbind(keys));
  }

  /** Reads some of what is in a user's inbox, as a device does, and acknowledges it. */
  boolean listen(long user, String device, int limit) {
    String listener = user + "/" + device;
    InboxQuery query = new InboxQuery(user, device, positions.get(listener), limit);
    InboxPage page = Await.result(inboxes.read(List.of(query))).get(0);
    assertThat(page.continuity()).isEqualTo(InboxPage.Continuity.KEPT);
    for (StoredMessage message : page.messages()) {
      var reference = Objects.requireNonNull(message.reference());
      got.computeIfAbsent(listener, l -> new HashMap<>())
          .computeIfAbsent(reference.conversation().first(), g -> new ArrayList<>())
          .add(reference.place().seq());
      positions.put(
          listener, new Position(page.start().epoch(), message.seq(), message.messageId()));
    }
    Position now = positions.get(listener);
    if (now != null) {
      Await.result(
          inboxes.acknowledge(List.of(new Acknowledgement(user, device, now.epoch(), now.seq()))));
    }
    return !page.messages().isEmpty();
  }

  /** Every listener has got what they had to get, in order and once, and nothing else. */
  void check(String device) {
    groups.forEach(
        (id, group) -> {
          for (long user : users) {
            List<Long> places =
                got.getOrDefault(user + "/" + device, Map.of()).getOrDefault(id, List.of());
            String what = "places of group " + id + " that user " + user + " has got";
            assertThat(places).as(what).isSorted().doesNotHaveDuplicates();
            Set<Long> missing = new TreeSet<>(group.expected(user));
            Set<Long> strange = new TreeSet<>(places);
            strange.removeAll(missing);
            assertThat(strange).as(what + " and had not to get").isEmpty();
            places.forEach(missing::remove);
            missing.removeIf(seq -> group.isBy(user, seq)); // the device knows what it has sent
            assertThat(missing).as(what + ": missing").isEmpty();
          }
        });
  }

  List<Unfinished> unfinished() {
    List<Unfinished> all = new ArrayList<>();
    groups
        .keySet()
        .forEach(
            id ->
                all.addAll(
                    Await.result(
                        conversations.unfinished(
                            ConversationId.group(id).shard(), Duration.ZERO, 100))));
    return all;
  }
}
