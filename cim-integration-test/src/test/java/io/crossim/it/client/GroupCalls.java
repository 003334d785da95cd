package io.crossim.it.client;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A route's calls about groups, with bodies as scripts send them. */
public final class GroupCalls {

  private final Route route;

  public GroupCalls(Route route) {
    this.route = route;
  }

  /** Makes a group. */
  public Group create(User owner, String name, User... members) {
    JsonNode made =
        route
            .http()
            .post(
                "/group/create",
                Map.of(
                    "userId",
                    owner.id(),
                    "name",
                    name,
                    "members",
                    ids(members),
                    "clientMsgId",
                    Route.uniqueName("group")))
            .orFail();
    return new Group(made.path("groupId").asLong(), name);
  }

  public Answer add(User by, Group group, User... users) {
    return call("/group/add", by, group, Map.of("users", ids(users)));
  }

  public Answer remove(User by, Group group, User... users) {
    return call("/group/remove", by, group, Map.of("users", ids(users)));
  }

  public Answer leave(User user, Group group) {
    return call("/group/leave", user, group, Map.of());
  }

  public Answer dismiss(User by, Group group) {
    return call("/group/dismiss", by, group, Map.of());
  }

  public Answer send(User sender, Group group, String text) {
    return call(
        "/group/send",
        sender,
        group,
        Map.of("msg", text, "clientMsgId", Route.uniqueName("message")));
  }

  /** Says that a user has read everything up to a place. */
  public Answer read(User user, Group group, long seq) {
    return call("/conversation/read", user, group, Map.of("seq", seq));
  }

  /** Any call of a user that names a group. */
  public Answer call(String path, User user, Group group, Map<String, Object> fields) {
    Map<String, Object> body = new LinkedHashMap<>(fields);
    body.put("userId", user.id());
    body.put("groupId", group.id());
    return route.http().post(path, body);
  }

  /** Name, settings, version and number of members. */
  public JsonNode info(User user, Group group) {
    return route.http().get("/group?" + of(user, group)).orFail();
  }

  /** The ids of the members. */
  public List<Long> members(User user, Group group) {
    JsonNode page = route.http().get("/group/members?" + of(user, group)).orFail();
    return page.path("members").valueStream().map(member -> member.path("userId").asLong()).toList();
  }

  /** The last hundred entries that a user may read, by ascending places. */
  public List<JsonNode> history(User user, Group group) {
    JsonNode page = route.http().get("/history?limit=100&" + of(user, group)).orFail();
    return page.path("messages").valueStream().toList();
  }

  /** The texts of these entries that are not taken back. */
  public List<String> texts(User user, Group group) {
    return history(user, group).stream()
        .filter(entry -> entry.path("kind").asString().equals("CONTENT") && entry.has("msg"))
        .map(entry -> entry.path("msg").asString())
        .toList();
  }

  /** How many messages of a group a user has not read. */
  public long unread(User user, Group group) {
    return route
        .http()
        .get("/conversations?userId=" + user.id())
        .orFail()
        .path("conversations")
        .valueStream()
        .filter(conversation -> conversation.path("groupId").asLong() == group.id())
        .mapToLong(conversation -> conversation.path("unread").asLong())
        .sum();
  }

  /** Who has read a place. */
  public List<Long> readers(User user, Group group, long seq) {
    JsonNode readers = route.http().get("/readers?" + of(user, group) + "&seq=" + seq).orFail();
    return readers.path("read").valueStream().map(JsonNode::asLong).toList();
  }

  private static String of(User user, Group group) {
    return "userId=" + user.id() + "&groupId=" + group.id();
  }

  private static List<Long> ids(User... users) {
    return Arrays.stream(users).map(User::id).toList();
  }
}
