package io.crossim.route.delivery;

import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.inbox.Append;
import io.crossim.route.api.SendItem;
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
  private final List<List<ToAll>> toAll = new ArrayList<>(1);

  /**
   * How far each sender is: twice the step, and one more behind a message to everyone. Those who
   * have sent none to everyone are at the beginning.
   */
  private final Map<Long, Integer> halfSteps = new HashMap<>(0);

  /**
   * A message to one user.
   *
   * @param place where in the batch
   */
  record Private(int place, long senderId, Append append) {}

  /**
   * A message to everyone.
   *
   * @param place where in the batch
   */
  record ToAll(int place, StoredAccount sender, SendItem item) {}

  void add(Private item) {
    int step = 0;
    if (!halfSteps.isEmpty()) {
      step = (halfSteps.getOrDefault(item.senderId(), 0) + 1) / 2;
      if (step > 0) {
        halfSteps.put(item.senderId(), 2 * step);
      }
    }
    reserve(step);
    privates.get(step).add(item);
  }

  void add(ToAll item) {
    long sender = item.sender().userId();
    int step = halfSteps.getOrDefault(sender, 0) / 2;
    halfSteps.put(sender, 2 * step + 1);
    reserve(step);
    toAll.get(step).add(item);
  }

  private void reserve(int step) {
    while (privates.size() <= step) {
      privates.add(new ArrayList<>());
      toAll.add(new ArrayList<>(0));
    }
  }

  int count() {
    return privates.size();
  }

  List<Private> privates(int step) {
    return privates.get(step);
  }

  List<ToAll> toAll(int step) {
    return toAll.get(step);
  }
}
