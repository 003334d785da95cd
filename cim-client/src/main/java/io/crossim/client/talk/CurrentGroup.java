package io.crossim.client.talk;

import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** The group that lines without a receiver go to, if there is one. Any thread may call. */
@Component
public final class CurrentGroup {

  private volatile OptionalLong id = OptionalLong.empty();

  /** The group; empty while such lines go to everyone online. */
  public OptionalLong id() {
    return id;
  }

  /** Lines go to a group from now on. */
  public void enter(long groupId) {
    id = OptionalLong.of(groupId);
  }

  /** Lines go to everyone online from now on. */
  public void leave() {
    id = OptionalLong.empty();
  }
}
