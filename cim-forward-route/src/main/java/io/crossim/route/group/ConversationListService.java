package io.crossim.route.group;

import io.crossim.common.protocol.PushProperties;
import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationPage;
import io.crossim.persistence.conversation.ConversationQuery;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.GroupInfo;
import io.crossim.persistence.conversation.Membership;
import io.crossim.persistence.conversation.Standing;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.FollowedPage;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.route.access.Caller;
import io.crossim.route.api.ConversationList;
import io.crossim.route.api.ConversationSummary;
import io.crossim.route.api.HistoryMessage;
import io.crossim.service.clock.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Lists the conversations of a user, with what is unread in them. Never blocks. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class ConversationListService {

  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 100;

  /** Of the payload of a last entry; it is answered whatever its size. */
  private static final long LAST_BYTES = 1_024;

  private final InboxStore inboxes;
  private final ConversationStore store;
  private final Actors actors;
  private final KnownUsers users;

  /** Whether private messages are kept as conversations. */
  private final boolean keepsPrivate;

  /** Some of the groups that a user is a member of, and of the users whom they write with. */
  public CompletableFuture<ConversationList> conversations(
      @Nullable Long userId, @Nullable String after, @Nullable Long most, Caller caller) {
    Deadline limit = CallTime.begin();
    String end = GroupFields.pageEnd(after);
    int size = GroupFields.limit(most, USUAL_PAGE, LARGEST_PAGE);
    return CallTime.bound(
        actors
            .user(userId, caller)
            .thenCompose(
                user ->
                    inboxes
                        .followed(user.userId(), end, size)
                        .thenCompose(page -> list(user.userId(), page, limit))),
        limit);
  }

  private CompletableFuture<ConversationList> list(long userId, FollowedPage page, Deadline limit) {
    List<ConversationId> followed =
        page.followed().stream()
            .map(Followed::conversation)
            .filter(conversation -> keepsPrivate || conversation.isGroup())
            .distinct()
            .toList();
    List<Membership> memberships =
        followed.stream().map(conversation -> new Membership(conversation, userId)).toList();
    CompletableFuture<List<ConversationSummary>> summaries =
        memberships.isEmpty()
            ? CompletableFuture.completedFuture(List.of())
            : store
                .standings(memberships)
                .thenCompose(standings -> summaries(memberships, standings, limit));
    return summaries.thenApply(found -> new ConversationList(found, page.next()));
  }

  private CompletableFuture<List<ConversationSummary>> summaries(
      List<Membership> memberships, List<Standing> standings, Deadline limit) {
    List<Membership> current = new ArrayList<>();
    List<Standing> theirs = new ArrayList<>();
    for (int i = 0; i < memberships.size(); i++) {
      if (standings.get(i).status() == Standing.Status.MEMBER) {
        current.add(memberships.get(i));
        theirs.add(standings.get(i));
      }
    }
    if (current.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    CompletableFuture<List<ConversationPage>> pages =
        store.read(current.stream().map(ConversationListService::lastEntry).toList());
    return shown(current, limit)
        .thenCombine(pages, (shown, last) -> summaries(current, theirs, last, shown));
  }

  /** What is shown of conversations beside their entries. */
  private CompletableFuture<Shown> shown(List<Membership> memberships, Deadline limit) {
    List<Long> groups = new ArrayList<>();
    List<Long> peers = new ArrayList<>();
    for (Membership one : memberships) {
      ConversationId conversation = one.conversation();
      if (conversation.isGroup()) {
        groups.add(conversation.first());
      } else if (conversation.peerOf(one.userId()) != ConversationStore.SYSTEM) {
        peers.add(conversation.peerOf(one.userId()));
      }
    }
    CompletableFuture<Map<Long, String>> names =
        peers.isEmpty()
            ? CompletableFuture.completedFuture(Map.of())
            : users.names(peers, CallTime.ofNames(limit));
    CompletableFuture<Map<Long, GroupInfo>> infos =
        groups.isEmpty() ? CompletableFuture.completedFuture(Map.of()) : store.groups(groups);
    return infos.thenCombine(names, Shown::new);
  }

  private record Shown(Map<Long, GroupInfo> groups, Map<Long, String> names) {

    /** The name of a user; null where it is not known. */
    @Nullable String name(long userId) {
      return userId == ConversationStore.SYSTEM
          ? PushProperties.SYSTEM_USER_NAME
          : names.get(userId);
    }
  }

  private static ConversationQuery lastEntry(Membership one) {
    return ConversationQuery.before(
        one.conversation(), one.userId(), Long.MAX_VALUE, 1, LAST_BYTES);
  }

  private static List<ConversationSummary> summaries(
      List<Membership> memberships,
      List<Standing> standings,
      List<ConversationPage> pages,
      Shown shown) {
    List<ConversationSummary> summaries = new ArrayList<>(memberships.size());
    for (int i = 0; i < memberships.size(); i++) {
      ConversationId conversation = memberships.get(i).conversation();
      Standing standing = standings.get(i);
      HistoryMessage last = last(pages.get(i));
      if (!conversation.isGroup()) {
        long peer = conversation.peerOf(memberships.get(i).userId());
        summaries.add(pair(peer, shown.name(peer), standing, last));
        continue;
      }
      GroupInfo group = shown.groups.get(conversation.first());
      if (group != null) { // else it has ended since
        summaries.add(group(group, standing, last));
      }
    }
    return summaries;
  }

  private static @Nullable HistoryMessage last(ConversationPage page) {
    List<ConversationEntry> entries = page.entries();
    return entries.isEmpty() ? null : HistoryEntries.preview(entries.get(entries.size() - 1));
  }

  private static ConversationSummary group(
      GroupInfo group, Standing standing, @Nullable HistoryMessage last) {
    return new ConversationSummary(
        group.groupId(),
        /* peerId= */ null,
        group.name(),
        standing.epoch(),
        standing.last().seq(),
        standing.readSeq(),
        standing.unread(),
        standing.mentions(),
        RuleNames.name(standing.role()),
        group.version(),
        last);
  }

  private static ConversationSummary pair(
      long peer, @Nullable String name, Standing standing, @Nullable HistoryMessage last) {
    return new ConversationSummary(
        /* groupId= */ null,
        peer,
        name,
        standing.epoch(),
        standing.last().seq(),
        standing.readSeq(),
        standing.unread(),
        standing.mentions(),
        /* role= */ null,
        /* version= */ null,
        last);
  }
}
