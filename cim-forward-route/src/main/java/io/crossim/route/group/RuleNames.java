package io.crossim.route.group;

import io.crossim.common.result.CimException;
import io.crossim.persistence.conversation.GroupSettings;
import io.crossim.persistence.conversation.GroupSettings.By;
import io.crossim.persistence.conversation.GroupSettings.History;
import io.crossim.persistence.conversation.GroupSettings.Join;
import io.crossim.persistence.conversation.Role;
import io.crossim.route.api.GroupRules;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How requests and answers write settings and roles. */
final class RuleNames {

  private RuleNames() {}

  /**
   * Settings with those rules that a request names.
   *
   * @throws CimException when it names none, or one that is not known
   */
  static GroupSettings settings(GroupRules rules, GroupSettings others) {
    if (rules.history() == null
        && rules.invite() == null
        && rules.join() == null
        && rules.speak() == null) {
      throw CimException.invalid("settings", "none", "history, invite, join or speak");
    }
    return new GroupSettings(
        value("settings.history", rules.history(), History.class, others.history()),
        value("settings.invite", rules.invite(), By.class, others.invite()),
        value("settings.join", rules.join(), Join.class, others.join()),
        value("settings.speak", rules.speak(), By.class, others.speak()));
  }

  static GroupRules rules(GroupSettings settings) {
    return new GroupRules(
        name(settings.history()),
        name(settings.invite()),
        name(settings.join()),
        name(settings.speak()));
  }

  static Role role(String given) {
    return value("role", given, Role.class, Role.MEMBER);
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E value(
      String field, @Nullable String given, Class<E> type, E other) {
    if (given == null) {
      return other;
    }
    for (E value : type.getEnumConstants()) {
      if (name(value).equalsIgnoreCase(given)) {
        return value;
      }
    }
    throw CimException.invalid(
        field,
        given.isBlank() ? "nothing" : given,
        Arrays.stream(type.getEnumConstants())
            .map(RuleNames::name)
            .collect(Collectors.joining(" or ")));
  }
}
