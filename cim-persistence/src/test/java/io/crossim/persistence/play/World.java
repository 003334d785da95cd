package io.crossim.persistence.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.Membership;
import io.crossim.persistence.conversation.Standing;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.StoredMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stores, what must be true of them, who is online, and what each user has got. */
final class World {

  private static final String DEVICE = "d";

  final ConversationStore conversations;
  final InboxStore inboxes;
  final Map<Long, GroupModel> groups = new HashMap<>();
  final List<Long> users = new ArrayList<>();
  final Set<Long> online = new HashSet<>();
  private final Map<Long, Position> positions = new HashMap<>();
  private final Map<Long, Map<Long, List<Long>>> got = new HashMap<>();

  World(ConversationStore conversations, InboxStore inboxes) {
    this.conversations = conversations;
    this.inboxes = inboxes;
  }

  GroupModel group(long id) {
    return groups.computeIfAbsent(id, group -> new GroupModel());
  }

  /** Reads some of what is in a user's inbox, as their device does, and acknowledges it. */
  boolean listen(long user, int limit) {
    @Nullable Position after = positions.get(user);
    InboxPage page =
        Await.result(inboxes.read(List.of(new InboxQuery(user, DEVICE, after, limit)))).get(0);
    assertThat(page.continuity()).isEqualTo(InboxPage.Continuity.KEPT);
    for (StoredMessage message : page.messages()) {
      var reference = message.reference();
      got.computeIfAbsent(user, u -> new HashMap<>())
          .computeIfAbsent(reference.conversation().first(), g -> new ArrayList<>())
          .add(reference.place().seq());
      positions.put(user, new Position(page.start().epoch(), message.seq(), message.messageId()));
    }
    Position now = positions.get(user);
    if (now != null) {
      Await.result(
          inboxes.acknowledge(List.of(new Acknowledgement(user, DEVICE, now.epoch(), now.seq()))));
    }
    return !page.messages().isEmpty();
  }

  /** Every user has got what they had to get, in order and once, and nothing else. */
  void checkAll() {
    groups.forEach(
        (id, group) -> {
          for (long user : users) {
            List<Long> places = got.getOrDefault(user, Map.of()).getOrDefault(id, List.of());
            assertThat(places)
                .as("places of group %s that user %s has got", id, user)
                .containsExactlyElementsOf(group.expected(user));
            checkStanding(id, group, user);
          }
        });
  }

  private void checkStanding(long id, GroupModel group, long user) {
    Membership membership = new Membership(ConversationId.group(id), user);
    Standing standing = Await.result(conversations.standings(List.of(membership))).get(0);
    assertThat(standing.status() == Standing.Status.MEMBER).isEqualTo(group.isMember(user));
    if (group.isMember(user)) {
      assertThat(standing.unread())
          .as("unread of user %s in group %s", user, id)
          .isEqualTo(group.unread(user));
      assertThat(standing.last().seq()).isEqualTo(group.head());
    }
  }
}
