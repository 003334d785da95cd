package io.crossim.persistence.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.common.result.Await;
import io.crossim.persistence.conversation.GroupSettings.By;
import io.crossim.persistence.conversation.GroupSettings.History;
import io.crossim.persistence.conversation.GroupSettings.Join;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store, and short forms of its calls. Every test has users and groups of its own. */
abstract class ConversationCalls {

  static final GroupSettings OPEN =
      new GroupSettings(History.ALL, By.MEMBERS, Join.OPEN, By.MEMBERS);

  final long ann = ThreadLocalRandom.current().nextLong(1, 1L << 52);
  final long bob = ann + 1;
  final long cid = ann + 2;
  final long dan = ann + 3;
  ConversationStore store;
  private int posts;

  /** A store with these limits. */
  protected abstract ConversationStore open(ConversationLimits limits) throws Exception;

  @BeforeEach
  void openOne() throws Exception {
    store = open(ConversationLimits.DEFAULT);
  }

  @AfterEach
  void closeIt() {
    store.close();
  }

  /** A group of Ann's with these members. */
  long group(Long... members) {
    return group(GroupSettings.DEFAULT, members);
  }

  long group(GroupSettings settings, Long... members) {
    long id = Await.result(store.newGroup(ann, "new" + posts++));
    change(new GroupChange.Create(id, ann, "a group", settings, List.of(members), bytes("made")));
    return id;
  }

  ChangeOutcome change(GroupChange change) {
    return Await.result(store.change(change));
  }

  ChangeOutcome add(long group, long by, long... users) {
    List<Newcomer> newcomers =
        Arrays.stream(users).mapToObj(user -> new Newcomer(user, Long.MAX_VALUE >> 12)).toList();
    return change(new GroupChange.Add(group, by, newcomers, bytes("add")));
  }

  ChangeOutcome remove(long group, long by, Long... users) {
    return change(new GroupChange.Remove(group, by, List.of(users), bytes("remove")));
  }

  ChangeOutcome leave(long group, long user) {
    return change(new GroupChange.Leave(group, user, bytes("leave")));
  }

  ChangeOutcome role(long group, long by, long member, Role role) {
    return change(new GroupChange.SetRole(group, by, member, role, bytes("role")));
  }

  ChangeOutcome mute(long group, long by, long member, Duration time) {
    return change(new GroupChange.Mute(group, by, member, time, bytes("mute")));
  }

  PostOutcome post(Post post) {
    return Await.result(store.post(List.of(post))).get(0);
  }

  /** Posts texts to a group; answers the outcome of the last one. */
  PostOutcome say(long group, long sender, String... texts) {
    return say(ConversationId.group(group), sender, texts);
  }

  PostOutcome say(ConversationId conversation, long sender, String... texts) {
    List<Post> all = new ArrayList<>();
    for (String text : texts) {
      all.add(Post.content(conversation, sender, sender + ":" + text, bytes(text)));
    }
    List<PostOutcome> outcomes = Await.result(store.post(all));
    return outcomes.get(outcomes.size() - 1);
  }

  PostOutcome edit(long group, long sender, long place, String text) {
    return post(Post.edit(ConversationId.group(group), sender, "e" + posts++, place, bytes(text)));
  }

  PostOutcome recall(long group, long sender, long place) {
    return post(
        Post.recall(ConversationId.group(group), sender, "r" + posts++, place, bytes("recall")));
  }

  PostOutcome react(long group, long sender, long place, String text, boolean isSet) {
    Reaction reaction = new Reaction(text, isSet);
    return post(
        Post.reaction(
            ConversationId.group(group), sender, "x" + posts++, place, reaction, bytes(text)));
  }

  /** What a user has to get behind a cursor. */
  ConversationPage delivery(long group, long user, Place cursor) {
    return read(
        ConversationQuery.delivery(ConversationId.group(group), user, cursor, 100, Long.MAX_VALUE));
  }

  /** Everything that a user may read. */
  ConversationPage history(long group, long user) {
    return read(
        ConversationQuery.after(ConversationId.group(group), user, 0, 1_000, Long.MAX_VALUE));
  }

  ConversationPage read(ConversationQuery query) {
    return Await.result(store.read(List.of(query))).get(0);
  }

  ConversationEntry entry(long group, long user, long seq) {
    return history(group, user).entries().stream()
        .filter(entry -> entry.seq() == seq)
        .findFirst()
        .orElseThrow();
  }

  Standing standing(long group, long user) {
    return standing(ConversationId.group(group), user);
  }

  Standing standing(ConversationId conversation, long user) {
    return Await.result(store.standings(List.of(new Membership(conversation, user)))).get(0);
  }

  Mark read(long group, long user, long seq) {
    return Await.result(store.mark(List.of(new Mark(ConversationId.group(group), user, 0, seq))))
        .get(0);
  }

  List<Member> members(long group) {
    List<Member> all = new ArrayList<>();
    String after = "";
    while (after != null) {
      MemberPage page = Await.result(store.members(group, after, 7));
      all.addAll(page.members());
      after = page.next();
    }
    return all;
  }

  GroupInfo info(long group) {
    return Await.result(store.groups(List.of(group))).get(group);
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static List<String> texts(ConversationPage page) {
    return page.entries().stream().map(entry -> new String(entry.payload(), UTF_8)).toList();
  }

  static List<Long> seqs(ConversationPage page) {
    return page.entries().stream().map(ConversationEntry::seq).toList();
  }
}
