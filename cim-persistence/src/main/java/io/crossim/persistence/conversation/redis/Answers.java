package io.crossim.persistence.conversation.redis;

import io.crossim.persistence.redis.DamageLog;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** The answers of a call's scripts, taken one after the other as if there were one script. */
final class Answers {

  private final Iterator<? extends List<?>> scripts;
  private Iterator<?> items = Collections.emptyIterator();

  Answers(List<? extends List<?>> scripts) {
    this.scripts = scripts.iterator();
  }

  Object next() {
    while (!items.hasNext()) {
      items = scripts.next().iterator();
    }
    return items.next();
  }

  /** The answer of the next script as a whole. */
  Answer rest(DamageLog damages) {
    return new Answer(scripts.next(), damages);
  }
}
