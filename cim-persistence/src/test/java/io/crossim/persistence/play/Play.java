package io.crossim.persistence.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.GroupSettings;
import io.crossim.persistence.conversation.Mark;
import io.crossim.persistence.conversation.Newcomer;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.persistence.inbox.Follow;
import io.crossim.persistence.inbox.FollowOutcome;
import io.crossim.persistence.inbox.InboxStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Users and routes that do what comes into their minds. */
final class Play {

  private static final byte[] PAYLOAD = {'x'};

  private final World world;
  private final Random random;
  private final List<Route> routes = new ArrayList<>();
  private final List<Long> groups = new ArrayList<>();
  private final long owner;
  private final List<Post> posts = new ArrayList<>();
  private int names;

  /**
   * @param firstUser the first one of 12 ids of users that nobody else uses
   */
  Play(
      ConversationStore conversations,
      InboxStore inboxes,
      long seed,
      long firstUser,
      boolean keepsLists) {
    world = new World(conversations, inboxes);
    random = new Random(seed);
    owner = firstUser;
    LongStream.range(firstUser, firstUser + 12).forEach(world.users::add);
    for (int i = 0; i < 3; i++) {
      routes.add(new Route(world, keepsLists));
    }
    for (int i = 0; i < 3; i++) {
      create();
    }
  }

  private void create() {
    long id = Await.result(world.conversations.newGroup(owner, "play" + names++));
    Await.result(world.inboxes.follow(List.of(new Follow(owner, ConversationId.group(id)))));
    GroupChange create =
        new GroupChange.Create(id, owner, "g", GroupSettings.DEFAULT, List.of(), PAYLOAD);
    ChangeOutcome outcome = Await.result(world.conversations.change(create));
    groups.add(id);
    world.group(id).joined(owner, 1);
    world.group(id).said(1, owner, false);
    deliver(id, outcome, List.of(owner));
  }

  private void deliver(long id, ChangeOutcome outcome, List<Long> about) {
    route().deliver(id, outcome.place(), outcome.previous(), outcome.version(), about);
  }

  private Route route() {
    return routes.get(random.nextInt(routes.size()));
  }

  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      int what = random.nextInt(100);
      if (what < 55) {
        routes.get(random.nextInt(routes.size())).step(random);
      } else {
        act(what - 55);
      }
    }
    settle();
    world.checkAll();
  }

  private void act(int what) {
    long group = groups.get(random.nextInt(groups.size()));
    long user = world.users.get(random.nextInt(world.users.size()));
    if (what < 16) {
      post(Post.content(ConversationId.group(group), user, "p" + names++, PAYLOAD));
    } else if (what < 18 && !posts.isEmpty()) {
      repeat(posts.get(random.nextInt(posts.size())));
    } else if (what < 22) {
      add(group, user);
    } else if (what < 25) {
      remove(group, user);
    } else if (what < 29) {
      route().login(user);
    } else if (what < 32) {
      world.online.remove(user);
    } else if (what < 37) {
      world.listen(user, 1 + random.nextInt(5));
    } else if (what < 40) {
      mark(group, user);
    } else if (what < 42) {
      recall(group, user);
    } else if (what < 43) {
      route().kill();
    } else {
      route().sweep(ConversationId.group(group).shard());
    }
  }

  private void post(Post post) {
    GroupModel group = world.group(post.conversation().first());
    PostOutcome outcome = Await.result(world.conversations.post(List.of(post))).get(0);
    assertThat(outcome.status() == PostOutcome.Status.STORED)
        .isEqualTo(group.isMember(post.sender()));
    if (outcome.status() == PostOutcome.Status.STORED) {
      posts.add(post);
      assertThat(outcome.previous().seq()).isEqualTo(group.head());
      group.said(outcome.place().seq(), post.sender(), /* isContent= */ true);
      route()
          .deliver(
              post.conversation().first(),
              outcome.place(),
              outcome.previous(),
              outcome.version(),
              List.of());
    }
  }

  private void repeat(Post post) {
    PostOutcome outcome = Await.result(world.conversations.post(List.of(post))).get(0);
    assertThat(outcome.status()).isEqualTo(PostOutcome.Status.DUPLICATE);
    route()
        .deliver(
            post.conversation().first(),
            outcome.place(),
            outcome.previous(),
            outcome.version(),
            List.of());
  }

  private void add(long id, long user) {
    Follow follow = new Follow(user, ConversationId.group(id));
    FollowOutcome followed = Await.result(world.inboxes.follow(List.of(follow))).get(0);
    List<Newcomer> newcomer = List.of(new Newcomer(user, followed.cursor().seq()));
    ChangeOutcome outcome =
        Await.result(world.conversations.change(new GroupChange.Add(id, owner, newcomer, PAYLOAD)));
    if (outcome.status() == ChangeOutcome.Status.DONE) {
      world.group(id).joined(user, outcome.place().seq());
      world.group(id).said(outcome.place().seq(), owner, false);
      deliver(id, outcome, List.of(user));
    } else if (!outcome.refused().isEmpty()) { // what they lack of the time before comes first
      assertThat(world.group(id).isMember(user)).isFalse();
      route().catchUp(user, id, followed.cursor(), () -> add(id, user));
    } else {
      assertThat(world.group(id).isMember(user)).isTrue();
    }
  }

  private void remove(long id, long user) {
    if (user == owner) {
      return;
    }
    GroupChange change =
        random.nextBoolean()
            ? new GroupChange.Remove(id, owner, List.of(user), PAYLOAD)
            : new GroupChange.Leave(id, user, PAYLOAD);
    ChangeOutcome outcome = Await.result(world.conversations.change(change));
    assertThat(outcome.status() == ChangeOutcome.Status.DONE)
        .isEqualTo(world.group(id).isMember(user));
    if (outcome.status() == ChangeOutcome.Status.DONE) {
      world.group(id).said(outcome.place().seq(), change.by(), false);
      world.group(id).left(user, outcome.place().seq());
      deliver(id, outcome, List.of(user));
    }
  }

  private void mark(long id, long user) {
    long seq = 1 + random.nextInt((int) world.group(id).head() + 1);
    Await.result(
        world.conversations.mark(List.of(new Mark(ConversationId.group(id), user, 0, seq))));
    world.group(id).read(user, seq);
  }

  private void recall(long id, long user) {
    long place = world.group(id).messageOf(user);
    if (place == 0) {
      return;
    }
    ConversationId group = ConversationId.group(id);
    Post recall = Post.recall(group, user, "r" + names++, place, PAYLOAD);
    PostOutcome outcome = Await.result(world.conversations.post(List.of(recall))).get(0);
    assertThat(outcome.status()).isEqualTo(PostOutcome.Status.STORED);
    world.group(id).recalled(place);
    world.group(id).said(outcome.place().seq(), user, /* isContent= */ false);
    route().deliver(id, outcome.place(), outcome.previous(), outcome.version(), List.of());
  }

  /** Lets all routes end what they do, everybody log in, and what was left be swept. */
  private void settle() {
    finishTasks();
    world.users.forEach(user -> routes.get(0).login(user));
    finishTasks();
    int rounds = 0;
    int left = 1;
    while (left > 0) {
      left = 0;
      for (long id : groups) {
        left += routes.get(0).sweep(ConversationId.group(id).shard());
      }
      finishTasks();
      assertThat(rounds++).isLessThan(3);
    }
    for (long user : world.users) {
      while (world.listen(user, 100)) {
        // until there is no more
      }
    }
  }

  private void finishTasks() {
    for (Route route : routes) {
      while (route.step(random)) {
        // until there is no more
      }
    }
  }
}
