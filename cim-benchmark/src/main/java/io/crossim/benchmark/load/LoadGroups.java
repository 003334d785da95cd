package io.crossim.benchmark.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.crossim.benchmark.result.Output;
import io.crossim.benchmark.transport.Loops;
import io.crossim.route.api.Account;
import io.crossim.route.api.RoutePaths;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/**
 * Makes groups for a load, and dismisses them in the end. Calls block, and throw a {@link Refusal}
 * when the route does not do what was asked.
 */
public final class LoadGroups implements AutoCloseable {

  /** The most users of one call. */
  public static final int MOST_ADDED = 1_000;

  private final HttpPool pool;
  private final Queue<LoadGroup> made = new ConcurrentLinkedQueue<>();

  public LoadGroups(HttpUrl url, Loops loops) {
    pool = new HttpPool(url, loops, Route.USUAL_CONNECTIONS);
  }

  /** Makes groups of one member, their owner. */
  public List<LoadGroup> create(Account owner, int count) throws InterruptedException {
    return InFlight.start(count, Users.AT_ONCE, i -> Users.retried(() -> created(owner, i)))
        .await("groups");
  }

  private CompletableFuture<LoadGroup> created(Account owner, int number) {
    String json =
        "{\"userId\":%d,\"name\":\"load\",\"clientMsgId\":\"load-%d\"}"
            .formatted(owner.userId(), number);
    return pool.post(RoutePaths.GROUP_CREATE, bytes(json))
        .thenApply(
            data -> {
              LoadGroup group = new LoadGroup(data.path("groupId").asLong(0), owner);
              made.add(group);
              return group;
            });
  }

  /** Adds members to each of some groups, by one call for each; {@link #MOST_ADDED} at most. */
  public void add(List<LoadGroup> groups, List<Account> users) throws InterruptedException {
    String ids =
        users.stream().map(user -> Long.toString(user.userId())).collect(Collectors.joining(","));
    InFlight.start(
            groups.size(),
            Users.AT_ONCE,
            i -> Users.retried(() -> added(groups.get(i), ids, users.size())))
        .await("members");
  }

  private CompletableFuture<Boolean> added(LoadGroup group, String ids, int count) {
    String json = "{" + actor(group) + ",\"users\":[" + ids + "]}";
    return pool.post(RoutePaths.GROUP_ADD, bytes(json))
        .thenApply(data -> checked(data.path("refused"), count));
  }

  private static boolean checked(JsonNode refused, int count) {
    if (!refused.isEmpty()) {
      String code = refused.path(0).path("code").asString("");
      throw new Refusal(
          code,
          "%s: %d of %d users were refused, the first with %s (expected: room for all; %s)"
              .formatted(
                  RoutePaths.GROUP_ADD,
                  refused.size(),
                  count,
                  code,
                  "cim.groups.max-members and cim.groups.per-user bound it"));
    }
    return true;
  }

  /**
   * Posts texts as a group's owner.
   *
   * @param size of a text, in characters
   * @return the place of the last one; the others stand right before it
   */
  public long post(LoadGroup group, int count, int size) throws InterruptedException {
    String end = ",\"msg\":\"" + "x".repeat(size) + "\"}";
    return InFlight.start(
            count,
            Users.AT_ONCE,
            i ->
                Users.retried(
                    () ->
                        pool.post(
                            RoutePaths.GROUP_SEND,
                            bytes(
                                "{" + actor(group) + ",\"clientMsgId\":\"load-" + i + "\"" + end))))
        .await("texts")
        .stream()
        .mapToLong(sent -> sent.path("conversationSeq").asLong(0))
        .max()
        .orElse(0);
  }

  /** Dismisses all groups. What stays of one is a log that nobody can post to. */
  @Override
  public void close() {
    List<LoadGroup> all = List.copyOf(made);
    try {
      InFlight.start(
              all.size(),
              Users.AT_ONCE,
              i -> pool.post(RoutePaths.GROUP_DISMISS, bytes("{" + actor(all.get(i)) + "}")))
          .whole()
          .join();
    } catch (CompletionException e) {
      Output.note("groups of the load stay: " + Refusal.of(e).getMessage());
    }
  }

  private static String actor(LoadGroup group) {
    return "\"userId\":" + group.owner().userId() + ",\"groupId\":" + group.id();
  }

  private static byte[] bytes(String json) {
    return json.getBytes(US_ASCII);
  }
}
