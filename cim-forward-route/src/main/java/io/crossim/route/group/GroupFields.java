package io.crossim.route.group;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.service.web.Checks;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks of fields of requests about groups. Each answers the value, or throws a {@link
 * CimException} with {@link ResultCode#INVALID_ARGUMENT} that names the field, what was found and
 * what was expected.
 */
final class GroupFields {

  /** The most users of one request. */
  private static final int MOST_USERS = 1_000;

  /** What a page of a list has told as its end; a number, or a conversation's key. */
  private static final Pattern PAGE_END = Pattern.compile("[0-9gp_]{1,36}");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private GroupFields() {}

  static long groupId(@Nullable Long value) {
    return number("groupId", value, "a group id");
  }

  /** The place of an entry in the log of a conversation. */
  static long place(String field, @Nullable Long value) {
    return number(field, value, "a place in the conversation");
  }

  /** The version of a group. */
  static long version(String field, @Nullable Long value) {
    return number(field, value, "a version");
  }

  private static long number(String field, @Nullable Long value, String what) {
    if (value == null || value < 1 || value > Checks.MAX_USER_ID) {
      throw CimException.invalid(
          field, value == null ? "nothing" : value, what + ", 1 to " + Checks.MAX_USER_ID);
    }
    return value;
  }

  /** At least one user; each comes once. */
  static List<Long> users(String field, @Nullable List<@Nullable Long> given) {
    if (given == null || given.isEmpty()) {
      throw CimException.invalid(
          field, given == null ? "nothing" : "an empty list", "1 to " + MOST_USERS + " user ids");
    }
    return anyUsers(field, given);
  }

  /** No users or some; each comes once. */
  static List<Long> anyUsers(String field, @Nullable List<@Nullable Long> given) {
    if (given == null) {
      return List.of();
    }
    if (given.size() > MOST_USERS) {
      throw CimException.invalid(field, given.size() + " users", "at most " + MOST_USERS);
    }
    Set<Long> users = new LinkedHashSet<>();
    for (int i = 0; i < given.size(); i++) {
      users.add(Checks.userId(field + "[" + i + "]", given.get(i)));
    }
    return List.copyOf(users);
  }

  /** How many items a page is to have: as many as asked for, but not more than there may be. */
  static int limit(@Nullable Long value, int usual, int most) {
    if (value == null) {
      return usual;
    }
    if (value < 1) {
      throw CimException.invalid("limit", value, "a number above 0");
    }
    return (int) Math.min(value, most);
  }

  /**
   * Where the page before has ended, in a list that stands in no order; empty for the first one.
   */
  static String pageEnd(@Nullable String value) {
    return pageEnd(value, PAGE_END);
  }

  /** Where the page before has ended, in a list of members; empty for the first one. */
  static String membersEnd(@Nullable String value) {
    return pageEnd(value, NUMBER);
  }

  private static String pageEnd(@Nullable String value, Pattern form) {
    if (value == null || value.isEmpty()) {
      return "";
    }
    if (!form.matcher(value).matches()) {
      throw CimException.invalid("after", value, "the next of the page before");
    }
    return value;
  }
}
