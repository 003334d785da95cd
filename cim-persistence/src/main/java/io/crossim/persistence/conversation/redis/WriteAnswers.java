package io.crossim.persistence.conversation.redis;

import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ChangeOutcome.Reason;
import io.crossim.persistence.conversation.ChangeOutcome.Refusal;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.PostOutcome;
import java.util.ArrayList;
import java.util.List;

/** Makes outcomes of the answers of scripts that write. */
final class WriteAnswers {

  private WriteAnswers() {}

  static PostOutcome outcome(ConversationId id, Answer answer) {
    return new PostOutcome(
        PostOutcome.Status.values()[answer.index()],
        answer.epoch(id),
        answer.place(),
        answer.place(),
        answer.number(),
        answer.number());
  }

  static ChangeOutcome changed(ConversationId group, Answer answer) {
    ChangeOutcome.Status status = ChangeOutcome.Status.values()[answer.index()];
    String epoch = answer.epoch(group);
    long version = answer.number();
    Place place = answer.place();
    Place previous = answer.place();
    List<?> fields = answer.list();
    List<Refusal> refused = new ArrayList<>();
    for (int i = 0; i < fields.size(); i += 2) {
      Reason reason = Reason.values()[(int) (long) (Long) fields.get(i + 1)];
      refused.add(new Refusal(Answer.number(fields.get(i)), reason));
    }
    return new ChangeOutcome(status, epoch, version, place, previous, refused);
  }
}
