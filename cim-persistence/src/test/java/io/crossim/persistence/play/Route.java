package io.crossim.persistence.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationPage;
import io.crossim.persistence.conversation.ConversationQuery;
import io.crossim.persistence.conversation.Finished;
import io.crossim.persistence.conversation.Member;
import io.crossim.persistence.conversation.MemberPage;
import io.crossim.persistence.conversation.Membership;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Standing;
import io.crossim.persistence.conversation.Unfinished;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.FollowedPage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a route does to bring entries to users, cut into steps of one store call each. The steps of
 * several tasks are taken in random order; a route that is killed forgets all of them.
 */
final class Route {

  private final World world;
  private final boolean keepsLists;
  private final Map<Long, MemberPage> lists = new HashMap<>();
  private final List<Deque<Runnable>> tasks = new ArrayList<>();

  /**
   * @param keepsLists the planted defect: a member list that is known is used whatever its version
   */
  Route(World world, boolean keepsLists) {
    this.world = world;
    this.keepsLists = keepsLists;
  }

  void kill() {
    tasks.clear();
    lists.clear();
  }

  /** Takes one step of one task; answers whether there was one. */
  boolean step(Random random) {
    if (tasks.isEmpty()) {
      return false;
    }
    int index = random.nextInt(tasks.size());
    Deque<Runnable> task = tasks.get(index);
    if (task.isEmpty()) {
      tasks.remove(index);
    } else {
      task.remove().run();
    }
    return true;
  }

  private Deque<Runnable> begin() {
    Deque<Runnable> task = new ArrayDeque<>();
    tasks.add(task);
    return task;
  }

  /** Brings an entry to the members who are online, and to those whom it is about. */
  void deliver(long group, Place place, Place previous, long version, List<Long> about) {
    Deque<Runnable> task = begin();
    task.add(
        () -> {
          MemberPage list = lists.get(group);
          if (list == null || (!keepsLists && list.version() < version)) {
            list = Await.result(world.conversations.members(group, "", 1_000));
            lists.put(group, list);
          }
          List<Member> members = list.members();
          task.add(() -> send(task, group, place, previous, members, about));
        });
  }

  private void send(
      Deque<Runnable> task,
      long group,
      Place place,
      Place previous,
      List<Member> members,
      List<Long> about) {
    for (Member member : members) {
      if (world.online.contains(member.userId()) && member.joinSeq() <= place.seq()) {
        task.add(() -> collect(task, member.userId(), group, previous, place, List.of(place)));
      }
    }
    for (long user : about) {
      if (world.online.contains(user)) {
        task.add(() -> collect(task, user, group, Place.NOWHERE, place, List.of()));
      }
    }
    task.add(
        () ->
            task.addLast( // behind what the collects have added
                () ->
                    Await.result(
                        world.conversations.finished(
                            List.of(new Finished(ConversationId.group(group), place.seq()))))));
  }

  private void collect(
      Deque<Runnable> task, long user, long group, Place from, Place upTo, List<Place> places) {
    Collect collect = new Collect(user, ConversationId.group(group), from, upTo, places);
    CollectOutcome outcome = Await.result(world.inboxes.collect(List.of(collect))).get(0);
    if (outcome.status() == CollectOutcome.Status.BEHIND) {
      task.addFirst(() -> catchUp(task, user, group, outcome.cursor()));
    } else {
      assertThat(outcome.status()).isIn(CollectOutcome.Status.TAKEN, CollectOutcome.Status.AHEAD);
    }
  }

  /** Reads what a user has to get behind a cursor, and collects it in the next step. */
  private void catchUp(Deque<Runnable> task, long user, long group, Place cursor) {
    ConversationQuery query =
        ConversationQuery.delivery(ConversationId.group(group), user, cursor, 3, Long.MAX_VALUE);
    ConversationPage page = Await.result(world.conversations.read(List.of(query))).get(0);
    if (page.status() == ConversationPage.Status.NOT_A_MEMBER) {
      return;
    }
    assertThat(page.continuity()).isEqualTo(ConversationPage.Continuity.KEPT);
    if (page.end().equals(cursor)) {
      return;
    }
    if (page.hasMore()) {
      task.addFirst(() -> catchUp(task, user, group, page.end()));
    }
    List<Place> places = page.entries().stream().map(entry -> entry.place()).toList();
    task.addFirst(() -> collect(task, user, group, cursor, page.end(), places));
  }

  /** A user comes online: what their inbox lacks is collected. */
  void login(long user) {
    Deque<Runnable> task = begin();
    task.add(() -> world.online.add(user));
    task.add(() -> followed(task, user, ""));
  }

  private void followed(Deque<Runnable> task, long user, String after) {
    FollowedPage page = Await.result(world.inboxes.followed(user, after, 10));
    String next = page.next();
    if (next != null) {
      task.add(() -> followed(task, user, next));
    }
    task.add(() -> compare(task, page.followed()));
  }

  private void compare(Deque<Runnable> task, List<Followed> followed) {
    List<Membership> memberships =
        followed.stream().map(one -> new Membership(one.conversation(), one.userId())).toList();
    List<Standing> standings = Await.result(world.conversations.standings(memberships));
    for (int i = 0; i < followed.size(); i++) {
      Followed one = followed.get(i);
      if (!standings.get(i).last().equals(one.cursor())) {
        task.add(() -> catchUp(task, one.userId(), one.conversation().first(), one.cursor()));
      }
    }
  }

  /** Brings one user what they have to get, whether they are online or not, and then goes on. */
  void catchUp(long user, long group, Place cursor, Runnable then) {
    Deque<Runnable> task = begin();
    task.add(() -> catchUp(task, user, group, cursor));
    task.add(then);
  }

  /** Finishes what others have left. */
  int sweep(int shard) {
    List<Unfinished> all =
        Await.result(world.conversations.unfinished(shard, Duration.ZERO, 100)).stream()
            .filter(one -> world.groups.containsKey(one.conversation().first()))
            .toList();
    for (Unfinished one : all) {
      long id = one.conversation().first();
      deliver(id, one.head(), Place.NOWHERE, one.version(), List.of());
    }
    return all.size();
  }
}
