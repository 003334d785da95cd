package io.crossim.route.delivery;

import io.crossim.common.protocol.Message;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.inbox.Append;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The items of a batch, in as few steps as the order of each sender allows. A step has private
 * messages first and messages to everyone behind them; a private message behind one to everyone of
 * the same sender is in a later step.
 */
final class SendSteps {

  private final List<List<Private>> privates = new ArrayList<>(1);
  private final List<List<Broadcast>> broadcasts = new ArrayList<>(1);

  /**
   * How far each sender is: twice the step, and one more behind a message to everyone. Those who
   * have sent none to everyone are at the beginning.
   */
  private final Map<Long, Integer> positions = new HashMap<>(0);

  /**
   * A message to one user.
   *
   * @param place where in the batch
   * @param isStatusWanted whether its sender reads whether it was pushed
   */
  record Private(int place, long senderId, Append append, boolean isStatusWanted) {}

  /**
   * A message to everyone.
   *
   * @param place where in the batch
   */
  record Broadcast(int place, StoredAccount sender, Message message) {}

  void add(Private item) {
    int step = 0;
    if (!positions.isEmpty()) {
      step = (positions.getOrDefault(item.senderId(), 0) + 1) / 2;
      if (step > 0) {
        positions.put(item.senderId(), 2 * step);
      }
    }
    reserve(step);
    privates.get(step).add(item);
  }

  void add(Broadcast item) {
    long sender = item.sender().userId();
    int step = positions.getOrDefault(sender, 0) / 2;
    positions.put(sender, 2 * step + 1);
    reserve(step);
    broadcasts.get(step).add(item);
  }

  private void reserve(int step) {
    while (privates.size() <= step) {
      privates.add(new ArrayList<>());
      broadcasts.add(new ArrayList<>(0));
    }
  }

  int count() {
    return privates.size();
  }

  List<Private> privates(int step) {
    return privates.get(step);
  }

  List<Broadcast> broadcasts(int step) {
    return broadcasts.get(step);
  }
}
