package io.crossim.route.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Message;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.GroupSettings;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.service.clock.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Users and routes that do what comes into their minds. */
final class Play {

  private static final byte[] PAYLOAD =
      Message.newBuilder().setSenderName("x").build().toByteArray();
  private static final long OWNER = 1;
  private static final String DESK = "desk";
  private static final String PHONE = "phone";
  private static final int GROUPS = 3;

  private final World world;
  private final Random random;
  private final Steps steps;
  private final List<TestedRoute> routes = new ArrayList<>();
  private final List<Long> groups = new ArrayList<>();
  private final List<Post> posts = new ArrayList<>();
  private int names;

  Play(ConversationStore conversations, InboxStore inboxes, long seed) {
    world = new World(conversations, inboxes);
    random = new Random(seed);
    steps = new Steps(random);
    LongStream.rangeClosed(OWNER, 12).forEach(world.users::add);
    world.noteDevices(List.of(DESK, PHONE));
    for (int i = 0; i < 3; i++) {
      routes.add(new TestedRoute(world, steps));
    }
    for (int i = 0; i < GROUPS; i++) {
      conversations()
          .create(
              account(OWNER),
              "play" + names++,
              "group",
              GroupSettings.DEFAULT,
              List.of(2L, 3L),
              limit())
          .thenAccept(created -> groups.add(created.groupId()));
    }
    finishSteps();
    assertThat(groups).hasSize(GROUPS);
  }

  private static StoredAccount account(long user) {
    return new StoredAccount(user, "user" + user);
  }

  private static Deadline limit() {
    return Deadline.of(Duration.ofHours(1));
  }

  private Conversations conversations() {
    return route().parts.conversations();
  }

  private TestedRoute route() {
    return routes.get(random.nextInt(routes.size()));
  }

  void run(int count) {
    steps.failing = 2;
    for (int i = 0; i < count; i++) {
      if (random.nextInt(100) < 85) {
        steps.take();
      } else {
        act(random.nextInt(100));
      }
    }
    settle();
  }

  private void act(int what) {
    long group = groups.get(random.nextInt(groups.size()));
    long user = world.users.get(random.nextInt(world.users.size()));
    if (what < 40) {
      post(Post.content(ConversationId.group(group), user, "p" + names++, PAYLOAD));
    } else if (what < 45 && !posts.isEmpty()) {
      post(posts.get(random.nextInt(posts.size())));
    } else if (what < 55) {
      var unused = conversations().add(account(OWNER), group, some(user), limit());
    } else if (what < 62) {
      remove(group, user);
    } else if (what < 72) {
      world.logIn(user, random.nextInt(4) == 0 ? PHONE : DESK);
      route().parts.logins().begin(user);
    } else if (what < 78) {
      world.logOut(user);
    } else if (what < 90) {
      world.listen(user, random.nextBoolean() ? DESK : PHONE, 1 + random.nextInt(5));
    } else if (what < 93) {
      kill(random.nextInt(routes.size()));
    } else {
      sweep(route());
    }
  }

  private List<Long> some(long user) {
    long other = world.users.get(random.nextInt(world.users.size()));
    return user == other ? List.of(user) : List.of(user, other);
  }

  private void post(Post post) {
    posts.add(post);
    var unused = conversations().post(post, limit());
  }

  private void remove(long group, long user) {
    if (user != OWNER) {
      GroupChange change =
          random.nextBoolean()
              ? new GroupChange.Remove(group, OWNER, List.of(user), PAYLOAD)
              : new GroupChange.Leave(group, user, PAYLOAD);
      var unused = conversations().change(change, limit());
    }
  }

  private void kill(int index) {
    steps.kill(routes.get(index));
    routes.set(index, new TestedRoute(world, steps));
  }

  private void sweep(TestedRoute route) {
    var unused = route.parts.sweeper().sweep(shards(), Duration.ZERO);
  }

  private List<Integer> shards() {
    return groups.stream().map(id -> ConversationId.group(id).shard()).distinct().toList();
  }

  private void finishSteps() {
    while (steps.take()) {
      // until there is none
    }
  }

  /** Lets all routes end what they do, everybody log in, and what was left be swept. */
  private void settle() {
    steps.failing = 0;
    finishSteps();
    for (long user : world.users) {
      world.logIn(user, DESK);
      world.logIn(user, PHONE);
      route().parts.logins().begin(user);
    }
    finishSteps();
    sweep(routes.get(0));
    finishSteps();
    assertThat(world.unfinished()).as("unfinished").isEmpty();
    for (long user : world.users) {
      for (String device : List.of(DESK, PHONE)) {
        while (world.listen(user, device, 100)) {
          // until there is no more
        }
      }
    }
    world.check(DESK);
    world.check(PHONE);
  }
}
