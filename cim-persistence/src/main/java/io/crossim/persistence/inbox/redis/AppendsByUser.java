package io.crossim.persistence.inbox.redis;

import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.redis.ScriptInputs;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The appends of a batch sorted by user: users in the order in which they first appear, appends of
 * a user in theirs. Made of a few arrays, because there is one for every batch.
 */
final class AppendsByUser {

  private static final int NONE = -1;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final List<Append> batch;

  /** For each append, the next one to the same user. */
  private final int[] next;

  /** For each user, the first of their appends. */
  private final int[] first;

  private final int[] last;
  private final int[] count;

  private int users;

  AppendsByUser(List<Append> batch) {
    this.batch = batch;
    int size = batch.size();
    next = new int[size];
    first = new int[size];
    last = new int[size];
    count = new int[size];
    Arrays.fill(next, NONE);
    // A hash table of users, open, at most half full; 0 for a free place, else a user + 1.
    int[] table = new int[4 * Integer.highestOneBit(Math.max(1, size))];
    for (int i = 0; i < size; i++) {
      long userId = batch.get(i).userId();
      int place = (int) (userId * SPREAD >>> 32) & (table.length - 1);
      while (table[place] != 0 && batch.get(first[table[place] - 1]).userId() != userId) {
        place = (place + 1) & (table.length - 1);
      }
      if (table[place] == 0) {
        first[users] = i;
        table[place] = ++users;
      } else {
        next[last[table[place] - 1]] = i;
      }
      last[table[place] - 1] = i;
      count[table[place] - 1]++;
    }
  }

  /** Adds what the script takes: a key for each user, and their appends. */
  void addTo(ScriptInputs scripts) {
    for (int user = 0; user < users; user++) {
      scripts.key(InboxKeys.prefix(batch.get(first[user]).userId()), 0);
      scripts.add(counted(user));
      for (int i = first[user]; i >= 0; i = next[i]) {
        scripts.add(batch.get(i).dedupId());
        scripts.add(batch.get(i).payload());
        scripts.add(batch.get(i).senderId());
      }
    }
  }

  /** How many appends a user has and, where some belong together, which: for the script. */
  private byte[] counted(int user) {
    if (!hasRuns(user)) {
      return InboxKeys.number(count[user]);
    }
    StringBuilder counted = new StringBuilder().append(count[user]).append(' ');
    for (int i = first[user]; i >= 0; i = next[i]) {
      counted.append(batch.get(i).withPrevious() && i != first[user] ? '+' : '-');
    }
    return InboxKeys.bytes(counted.toString());
  }

  /**
   * What became of each append, in the order of the batch; the answers are in that of the users.
   */
  List<AppendOutcome> outcomes(InboxAnswers answers) {
    @Nullable AppendOutcome[] outcomes = new AppendOutcome[batch.size()];
    for (int user = 0; user < users; user++) {
      String epoch = answers.epoch(batch.get(first[user]).userId());
      for (int i = first[user]; i >= 0; i = next[i]) {
        outcomes[i] = answers.outcome(epoch);
      }
    }
    return Arrays.asList(outcomes);
  }

  private boolean hasRuns(int user) {
    for (int i = first[user]; i >= 0; i = next[i]) {
      if (batch.get(i).withPrevious()) {
        return true;
      }
    }
    return false;
  }
}
