package io.crossim.sdk;

import org.jspecify.annotations.Nullable;

/**
 * The conversation that a message belongs to: with one user, in a group, or with everyone.
 *
 * @param id the other user, or the group; 0 for {@link Type#ALL}
 */
public record Conversation(Type type, long id) {

  /** With everyone online. */
  public static final Conversation ALL = new Conversation(Type.ALL, 0);

  /** How many talk. */
  public enum Type {
    USER,
    GROUP,
    ALL
  }

  /** With one user. */
  public static Conversation user(long id) {
    return new Conversation(Type.USER, id);
  }

  /** In one group. */
  public static Conversation group(long id) {
    return new Conversation(Type.GROUP, id);
  }

  /** The group, as calls of the route name it; null where it is none. */
  @Nullable Long groupId() {
    return type == Type.GROUP ? id : null;
  }

  /** The other user, as calls of the route name them; null where it is nobody alone. */
  @Nullable Long peerId() {
    return type == Type.USER ? id : null;
  }
}
