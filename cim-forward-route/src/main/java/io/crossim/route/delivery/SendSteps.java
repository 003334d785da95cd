package io.crossim.route.delivery;

import io.crossim.common.protocol.Message;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.inbox.Append;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The items of a batch, in as few steps as the order of each sender allows. A step has the messages
 * to inboxes first, behind them those to logs, and then those to everyone; an item that would stand
 * before an earlier one of the same sender is in a later step.
 */
final class SendSteps {

  private static final int PHASES = 3;
  private static final int INBOXES = 0;
  private static final int LOGS = 1;
  private static final int EVERYONE = 2;

  private final List<List<Private>> privates = new ArrayList<>(1);
  private final List<List<Posted>> posts = new ArrayList<>(1);
  private final List<List<Broadcast>> broadcasts = new ArrayList<>(1);

  /**
   * How far each sender is: the step, times the number of phases, and the phase in it. Those who
   * have sent only messages to inboxes are at the beginning.
   */
  private final Map<Long, Integer> positions = new HashMap<>(0);

  /** An item that a store gets. */
  sealed interface Stored {

    /** Where in the batch. */
    int place();

    long senderId();

    /** The bytes that it adds to a call. */
    long weight();
  }

  /**
   * A message to one user.
   *
   * @param place where in the batch
   * @param isStatusWanted whether its sender reads whether it was pushed
   */
  record Private(int place, long senderId, Append append, boolean isStatusWanted)
      implements Stored {
    @Override
    public long weight() {
      return InboxLanes.weight(append);
    }
  }

  /**
   * A message to a group, or one to a user that the log of both keeps.
   *
   * @param place where in the batch
   * @param isStatusWanted whether its sender reads whether it was pushed
   */
  record Posted(int place, Post post, boolean isStatusWanted) implements Stored {
    @Override
    public long senderId() {
      return post.sender();
    }

    @Override
    public long weight() {
      return post.payload().length;
    }
  }

  /**
   * A message to everyone.
   *
   * @param place where in the batch
   */
  record Broadcast(int place, StoredAccount sender, Message message) {}

  void add(Private item) {
    privates.get(step(item.senderId(), INBOXES)).add(item);
  }

  void add(Posted item) {
    posts.get(step(item.senderId(), LOGS)).add(item);
  }

  void add(Broadcast item) {
    broadcasts.get(step(item.sender().userId(), EVERYONE)).add(item);
  }

  /** The first step whose phase is not before where the sender is. */
  private int step(long sender, int phase) {
    int at = positions.isEmpty() ? 0 : positions.getOrDefault(sender, 0);
    int step = (at + PHASES - 1 - phase) / PHASES;
    if (step * PHASES + phase > 0) {
      positions.put(sender, step * PHASES + phase);
    }
    while (privates.size() <= step) {
      privates.add(new ArrayList<>());
      posts.add(new ArrayList<>(0));
      broadcasts.add(new ArrayList<>(0));
    }
    return step;
  }

  int count() {
    return privates.size();
  }

  List<Private> privates(int step) {
    return privates.get(step);
  }

  List<Posted> posts(int step) {
    return posts.get(step);
  }

  List<Broadcast> broadcasts(int step) {
    return broadcasts.get(step);
  }
}
