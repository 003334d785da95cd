package io.crossim.route.conversation;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Entries of one conversation, one right behind the other; there is at least one. */
record EntryRun(List<Delivery> entries) {

  /** The most entries of one run. */
  private static final int MOST = 64;

  /** Cuts entries of one conversation, in the order of their places, where one is missing. */
  static List<EntryRun> split(List<Delivery> sorted) {
    List<EntryRun> runs = new ArrayList<>(1);
    for (Delivery next : sorted) {
      EntryRun run = runs.isEmpty() ? null : runs.get(runs.size() - 1);
      if (run != null && run.entries.size() < MOST && next.follows(run.last())) {
        run.entries.add(next);
      } else {
        runs.add(new EntryRun(new ArrayList<>(List.of(next))));
      }
    }
    return runs;
  }

  Delivery first() {
    return entries.get(0);
  }

  Delivery last() {
    return entries.get(entries.size() - 1);
  }

  ConversationId conversation() {
    return first().conversation();
  }

  /** Why the entries are brought. */
  CollectCause cause() {
    return first().cause();
  }

  /**
   * What is to be done for each receiver: a member of a group who is online, and either one of a
   * pair, whose inbox gets private messages at any time.
   *
   * @param sessions by user: of members who are online, and of users who have written to others
   */
  List<Collect> collects(MemberList members, Map<Long, List<Session>> sessions) {
    Map<Long, Collect> collects = new LinkedHashMap<>(2 * members.size());
    List<Place> all = entries.stream().map(Delivery::place).toList();
    for (int i = 0; i < members.size(); i++) {
      long user = members.user(i);
      long joinSeq = members.joinSeq(i);
      int devices = sessions.getOrDefault(user, List.of()).size();
      boolean isReceiver = devices > 0 || !conversation().isGroup();
      if (isReceiver && joinSeq <= last().place().seq()) {
        boolean isKnown =
            !first().previous().equals(Place.NOWHERE) && joinSeq <= first().place().seq();
        collects.put(user, isKnown ? next(user, devices, all) : whatIsMissing(user));
      }
    }
    for (Delivery entry : entries) {
      for (long user : entry.about()) {
        if (sessions.containsKey(user)) {
          collects.put(user, whatIsMissing(user));
        }
      }
    }
    return new ArrayList<>(collects.values());
  }

  /** Visits the entries that a collect has brought. */
  void each(Collect collect, Visitor visitor) {
    List<Place> places = collect.places();
    int index = 0;
    for (int i = 0; i < entries.size() && index < places.size(); i++) {
      if (entries.get(i).place().equals(places.get(index))) {
        visitor.visit(i, index);
        index++;
      }
    }
  }

  /** Takes an entry, and which of the places of a collect it is. */
  @FunctionalInterface
  interface Visitor {
    void visit(int entry, int index);
  }

  /**
   * The entries for a member who has all before them. Their own messages are left out where no
   * other device of theirs is online: this one knows what it has sent.
   *
   * @param all places of the entries, in one list for all who get them all
   */
  private Collect next(long user, int devices, List<Place> all) {
    List<Place> places = all;
    if (devices <= 1 && hasOwn(user)) {
      places = entries.stream().filter(entry -> !entry.isOwn(user)).map(Delivery::place).toList();
    }
    return new Collect(user, conversation(), first().previous(), last().place(), places);
  }

  private boolean hasOwn(long user) {
    for (Delivery entry : entries) {
      if (entry.isOwn(user)) {
        return true;
      }
    }
    return false;
  }

  private Collect whatIsMissing(long user) {
    return new Collect(user, conversation(), Place.NOWHERE, last().place(), List.of());
  }
}
