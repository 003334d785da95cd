package io.crossim.sdk;

/**
 * The conversation that a message belongs to: with one user, or with everyone.
 *
 * @param id the other user; 0 for {@link Type#ALL}
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
}
