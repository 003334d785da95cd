package io.crossim.persistence.inbox.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Reference;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.FollowOutcome;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.FollowedPage;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxPage.Continuity;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.Mute;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.PreferenceOutcome;
import io.crossim.persistence.inbox.StoredMessage;
import io.crossim.persistence.redis.DamageLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Takes the answers of a call's scripts apart, field by field, as if they were one. */
final class InboxAnswers {

  private static final AppendOutcome.Status[] STATUS = AppendOutcome.Status.values();
  private static final Continuity[] CONTINUITY = Continuity.values();
  private static final FollowOutcome.Status[] FOLLOW_STATUS = FollowOutcome.Status.values();
  private static final PreferenceOutcome[] PREFERENCE_OUTCOMES = PreferenceOutcome.values();
  private static final CollectOutcome.Status[] COLLECT_STATUS = CollectOutcome.Status.values();

  /** The name of the first field of an entry that is a reference. */
  private static final byte REFERENCE = 'r';

  private final Iterator<? extends List<?>> answers;
  private final DamageLog broken;
  private Iterator<?> fields = Collections.emptyIterator();

  /**
   * @param broken is told about the inboxes that the scripts could not use
   */
  InboxAnswers(List<? extends List<?>> answers, DamageLog broken) {
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
      broken.tell(Long.toString(userId), text(failed.get(1)));
      return text(failed.get(0));
    }
    return text(epoch);
  }

  /** Tells the log of what is left: users, and behind each what is wrong with their inbox. */
  void tellBroken() {
    while (hasNext()) {
      long userId = number();
      broken.tell(Long.toString(userId), text(next()));
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
    return new InboxState(epoch(userId), number(), number(), number() != 0);
  }

  InboxPage page(long userId) {
    InboxAnswers page = new InboxAnswers(List.of((List<?>) next()), broken);
    Continuity continuity = CONTINUITY[(int) page.number()];
    Position start = new Position(page.epoch(userId), page.number(), page.number());
    long head = page.number();
    boolean behind = page.number() != 0;
    return new InboxPage(continuity, start, head, messages((List<?>) page.next()), behind);
  }

  FollowOutcome followOutcome(long userId) {
    InboxAnswers one = new InboxAnswers(List.of((List<?>) next()), broken);
    FollowOutcome.Status status = FOLLOW_STATUS[(int) one.number()];
    FollowOutcome outcome = new FollowOutcome(status, one.place());
    if (status == FollowOutcome.Status.BROKEN) {
      broken.tell(Long.toString(userId), text(one.next()));
    }
    return outcome;
  }

  PreferenceOutcome preferenceOutcome(long userId) {
    PreferenceOutcome outcome = PREFERENCE_OUTCOMES[(int) number()];
    if (outcome == PreferenceOutcome.BROKEN) {
      broken.tell(Long.toString(userId), text(next()));
    }
    return outcome;
  }

  /** Whom a user has blocked; nobody where that cannot be read. */
  List<Long> blocked(long userId) {
    if (next() instanceof List<?> users) {
      return users.stream().map(user -> Long.parseLong(text(user))).toList();
    }
    broken.tell(Long.toString(userId), text(next()));
    return List.of();
  }

  /** Until when a user has muted conversations; none where that cannot be read. */
  List<Long> muted(long userId, int conversations) {
    if (next() instanceof List<?> times) {
      return times.stream().map(time -> Long.parseLong(text(time))).toList();
    }
    broken.tell(Long.toString(userId), text(next()));
    return Collections.nCopies(conversations, Mute.NOT);
  }

  CollectOutcome collected(long userId) {
    InboxAnswers one = new InboxAnswers(List.of((List<?>) next()), broken);
    CollectOutcome.Status status = COLLECT_STATUS[(int) one.number()];
    return new CollectOutcome(
        status, one.place(), one.epoch(userId), one.number(), one.number(), one.number());
  }

  private Place place() {
    return new Place(number(), number());
  }

  /**
   * @param beginning the next place behind the last page
   */
  FollowedPage followed(long userId, String beginning) {
    String next = text(next());
    List<?> fields = (List<?>) next();
    if (next.isEmpty()) {
      broken.tell(Long.toString(userId), text(fields.get(0)));
      return new FollowedPage(List.of(), null, 0);
    }
    List<Followed> followed = new ArrayList<>(fields.size() / 2);
    for (int i = 0; i < fields.size(); i += 2) {
      String[] cursor = text(fields.get(i + 1)).split(":", -1);
      followed.add(
          new Followed(
              userId,
              ConversationId.parse(text(fields.get(i))),
              new Place(Long.parseLong(cursor[0]), Long.parseLong(cursor[1])),
              Long.parseLong(cursor[2])));
    }
    return new FollowedPage(followed, next.equals(beginning) ? null : next, number());
  }

  /**
   * Entries of the stream: {@code seq-0} and the fields p, payload, i, id, t, time, b, bytes; or r
   * and a reference in the place of a payload. Older ones end behind the id where it is the time.
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
      byte[] payload = (byte[]) values.get(1);
      messages.add(
          ((byte[]) values.get(0))[0] == REFERENCE
              ? new StoredMessage(seq, messageId, storedAt, Reference.parse(text(payload)))
              : new StoredMessage(seq, messageId, storedAt, payload));
    }
    return messages;
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, UTF_8);
  }
}
