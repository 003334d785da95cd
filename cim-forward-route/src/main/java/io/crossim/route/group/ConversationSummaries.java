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
import io.crossim.route.api.ConversationSummary;
import io.crossim.route.api.HistoryMessage;
import io.crossim.service.clock.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Says what there is to tell of conversations in a list. Never blocks. */
@RequiredArgsConstructor
final class ConversationSummaries {

  /** Of the payload of a last entry; it is answered whatever its size. */
  private static final long LAST_BYTES = 1_024;

  private final ConversationStore store;
  private final KnownUsers users;

  /**
   * The summaries of those conversations that the user is still in.
   *
   * @param standings of the user, in the order of the memberships
   * @param limit names that are not found until shortly before it are left out
   */
  CompletableFuture<List<ConversationSummary>> of(
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
        store.read(current.stream().map(ConversationSummaries::lastEntry).toList());
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
        /* mutedUntil= */ null,
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
        /* mutedUntil= */ null,
        last);
  }

  /** Tells of those that are muted until when. */
  static List<ConversationSummary> withMutes(
      long userId,
      List<ConversationSummary> summaries,
      List<ConversationId> conversations,
      List<Long> times) {
    long now = System.currentTimeMillis();
    Map<ConversationId, Long> muted = new HashMap<>();
    for (int i = 0; i < conversations.size(); i++) {
      if (times.get(i) > now) {
        muted.put(conversations.get(i), times.get(i));
      }
    }
    List<ConversationSummary> told = new ArrayList<>(summaries.size());
    for (ConversationSummary summary : summaries) {
      Long until = muted.get(conversation(userId, summary));
      told.add(until == null ? summary : summary.withMutedUntil(until));
    }
    return told;
  }

  private static ConversationId conversation(long userId, ConversationSummary summary) {
    Long group = summary.groupId();
    Long peer = summary.peerId();
    return group != null
        ? ConversationId.group(group)
        : ConversationId.pair(userId, peer == null ? userId : peer);
  }
}
