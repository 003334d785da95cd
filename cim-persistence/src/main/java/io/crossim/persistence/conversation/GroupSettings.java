package io.crossim.persistence.conversation;

/**
 * What is permitted in a group.
 *
 * @param history what a new member may read of before: a change concerns later members only
 * @param invite who may add users
 * @param join who may become a member by themselves
 * @param speak who may post
 */
public record GroupSettings(History history, By invite, Join join, By speak) {

  public static final GroupSettings DEFAULT =
      new GroupSettings(History.JOINED, By.MEMBERS, Join.INVITE, By.MEMBERS);

  /** What a new member may read. */
  public enum History {
    /** What comes from their joining on. */
    JOINED,
    /** Everything that is kept. */
    ALL
  }

  /** The members who may do something. */
  public enum By {
    MEMBERS,
    /** Admins and owners. */
    ADMINS
  }

  /** How users become members. */
  public enum Join {
    /** They are added. */
    INVITE,
    /** Everybody may join. */
    OPEN
  }

  /** One letter for each setting, as stores keep them. */
  public String letters() {
    return (history == History.ALL ? "a" : "j")
        + (invite == By.ADMINS ? "a" : "m")
        + (join == Join.OPEN ? "o" : "i")
        + (speak == By.ADMINS ? "a" : "m");
  }

  /** Reads letters; one that is missing or not known means the default. */
  public static GroupSettings parse(String letters) {
    String all = letters + "    ";
    return new GroupSettings(
        all.charAt(0) == 'a' ? History.ALL : History.JOINED,
        all.charAt(1) == 'a' ? By.ADMINS : By.MEMBERS,
        all.charAt(2) == 'o' ? Join.OPEN : Join.INVITE,
        all.charAt(3) == 'a' ? By.ADMINS : By.MEMBERS);
  }
}
