package io.crossim.persistence.inbox.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxPage.Continuity;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.StoredMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Takes the answers of a call's scripts apart, field by field, as if they were one. */
final class InboxAnswers {

  private static final AppendOutcome.Status[] STATUS = AppendOutcome.Status.values();
  private static final Continuity[] CONTINUITY = Continuity.values();

  private final Iterator<? extends List<?>> answers;
  private final BrokenInboxLog broken;
  private Iterator<?> fields = Collections.emptyIterator();

  /**
   * @param broken is told about the inboxes that the scripts could not use
   */
  InboxAnswers(List<? extends List<?>> answers, BrokenInboxLog broken) {
    this.answers = answers.iterator();
    this.broken = broken;
  }

  private Object next() {
    while (!fields.hasNext()) {
      fields = answers.next().iterator();
    }
    return fields.next();
  }

  /** The epoch of a user's inbox; empty where it cannot be used. */
  String epoch(long userId) {
    Object epoch = next();
    if (epoch instanceof List<?> failed) {
      broken.tell(userId, text(failed.get(1)));
      return text(failed.get(0));
    }
    return text(epoch);
  }

  /** Tells the log of what is left: users, and behind each what is wrong with their inbox. */
  void tellBroken() {
    while (hasNext()) {
      long userId = number();
      broken.tell(userId, text(next()));
    }
  }

  private boolean hasNext() {
    while (!fields.hasNext() && answers.hasNext()) {
      fields = answers.next().iterator();
    }
    return fields.hasNext();
  }

  long number() {
    return (Long) next();
  }

  AppendOutcome outcome(String epoch) {
    return new AppendOutcome(STATUS[(int) number()], epoch, number(), number(), number());
  }

  InboxState state(long userId) {
    return new InboxState(epoch(userId), number(), number());
  }

  InboxPage page(long userId) {
    InboxAnswers page = new InboxAnswers(List.of((List<?>) next()), broken);
    Continuity continuity = CONTINUITY[(int) page.number()];
    Position start = new Position(page.epoch(userId), page.number(), page.number());
    return new InboxPage(continuity, start, page.number(), messages((List<?>) page.next()));
  }

  /**
   * Entries of the stream: {@code seq-0} and the fields p, payload, i, id, t, time, b, bytes. Older
   * ones end behind the id where it is the time.
   */
  private static List<StoredMessage> messages(List<?> entries) {
    List<StoredMessage> messages = new ArrayList<>(entries.size());
    for (Object entry : entries) {
      List<?> idAndFields = (List<?>) entry;
      String id = text(idAndFields.get(0));
      List<?> values = (List<?>) idAndFields.get(1);
      long seq = Long.parseLong(id, 0, id.indexOf('-'), 10);
      long messageId = Long.parseLong(text(values.get(3)));
      long storedAt = values.size() > 4 ? Long.parseLong(text(values.get(5))) : messageId;
      messages.add(new StoredMessage(seq, messageId, storedAt, (byte[]) values.get(1)));
    }
    return messages;
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, UTF_8);
  }
}
