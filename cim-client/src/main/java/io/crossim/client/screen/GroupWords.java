package io.crossim.client.screen;

import io.crossim.client.chat.GroupEntry;
import io.crossim.client.chat.User;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says in one line what somebody has said or done in a group. */
public final class GroupWords {

  /** More users are counted, not named. */
  private static final int NAMED = 10;

  private GroupWords() {}

  /**
   * Answers the line, which is safe to print.
   *
   * @param self the user of this console
   * @param named how a user is shown
   */
  public static String of(GroupEntry entry, User self, Function<User, String> named) {
    String who = named.apply(entry.from());
    String text = Printable.of(entry.text());
    String earlier = "#" + entry.refersTo();
    return switch (entry.kind()) {
      case TEXT -> who + toWhom(entry) + ": " + text;
      case RECALLED -> who + ": (taken back)";
      case EDIT -> who + " changed " + earlier + ": " + text;
      case RECALL -> who + " took " + earlier + " back";
      case REACTION -> who + " reacted to " + earlier + ": " + text;
      case REACTION_TAKEN_BACK -> who + " took " + text + " on " + earlier + " back";
      case JOINED -> who + (isAboutSender(entry) ? " joined" : " added " + users(entry, self));
      case LEFT -> who + (isAboutSender(entry) ? " left" : " removed " + users(entry, self));
      case CHANGED ->
          who
              + " changed "
              + (entry.users().isEmpty() ? "the group" : "the role of ")
              + users(entry, self);
      case OTHER -> who + " did something that this console does not know";
    };
  }

  /** A user as a file keeps them. */
  public static String plain(User user) {
    return user.name() + "(" + user.id() + ")";
  }

  private static String toWhom(GroupEntry entry) {
    String answered = entry.refersTo() == 0 ? "" : " to #" + entry.refersTo();
    return entry.isForMe() ? answered + " @you" : answered;
  }

  private static boolean isAboutSender(GroupEntry entry) {
    return entry.users().equals(List.of(entry.from().id()));
  }

  /** Without the sender, who is one of those that a new group begins with. */
  private static String users(GroupEntry entry, User self) {
    List<Long> users = entry.users().stream().filter(id -> id != entry.from().id()).toList();
    String shown =
        users.stream()
            .limit(NAMED)
            .map(id -> id == self.id() ? "you" : Long.toString(id))
            .collect(Collectors.joining(", "));
    int more = users.size() - NAMED;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
