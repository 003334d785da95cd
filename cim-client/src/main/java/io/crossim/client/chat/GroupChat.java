package io.crossim.client.chat;

import io.crossim.common.result.CimException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * The groups of a user. Any thread may call. All but {@link #send} block for some seconds at most,
 * and throw a {@link CimException} when the cluster refuses, does not answer, or knows no groups.
 */
public interface GroupChat {

  /**
   * Sends to the members of a group.
   *
   * @return the place of the message in the group; fails with a {@link CimException} if it was not
   *     sent
   */
  CompletableFuture<Long> send(long groupId, String text);

  /** The groups of the user, by name. */
  List<GroupSummary> list();

  /** What a group of the user is called. */
  String name(long groupId);

  /** Makes a group. */
  NewGroup create(String name, List<Long> members);

  /** Makes users members; answers those who are not. */
  List<RefusedUser> add(long groupId, List<Long> users);

  /** Takes members out; answers those who still are. */
  List<RefusedUser> remove(long groupId, List<Long> users);

  /** Takes the user out. */
  void leave(long groupId);

  /** Ends a group for all its members. */
  void dismiss(long groupId);

  /** The members, by id. */
  List<GroupMember> members(long groupId);

  /**
   * What was said in a group.
   *
   * @param before only what stands before this place; empty for the last
   */
  GroupPage history(long groupId, OptionalLong before);

  /** Takes a message back. */
  void recall(long groupId, long place);
}
