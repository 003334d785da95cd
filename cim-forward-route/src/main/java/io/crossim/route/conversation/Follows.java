package io.crossim.route.conversation;

import io.crossim.persistence.conversation.ChangeOutcome.Reason;
import io.crossim.persistence.conversation.ChangeOutcome.Refusal;
import io.crossim.persistence.conversation.Newcomer;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.inbox.FollowOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The users for whom the intent to follow a group was noted.
 *
 * @param cursors what of the group the inbox of each has
 * @param refused those who follow as many groups as they may, who have blocked the one who wants
 *     them, or whose inbox is damaged
 */
record Follows(Map<Long, Place> cursors, List<Refusal> refused) {

  static Follows of(List<Long> users, List<FollowOutcome> outcomes) {
    Map<Long, Place> cursors = new LinkedHashMap<>();
    List<Refusal> refused = new ArrayList<>(0);
    for (int i = 0; i < users.size(); i++) {
      FollowOutcome outcome = outcomes.get(i);
      switch (outcome.status()) {
        case FOLLOWED -> cursors.put(users.get(i), outcome.cursor());
        case FULL -> refused.add(new Refusal(users.get(i), Reason.FULL));
        case BROKEN -> refused.add(new Refusal(users.get(i), Reason.BEHIND));
        case BLOCKED -> refused.add(new Refusal(users.get(i), Reason.BLOCKED));
      }
    }
    return new Follows(cursors, refused);
  }

  List<Long> users() {
    return List.copyOf(cursors.keySet());
  }

  List<Newcomer> newcomers() {
    return cursors.entrySet().stream()
        .map(one -> new Newcomer(one.getKey(), one.getValue().seq()))
        .toList();
  }
}
