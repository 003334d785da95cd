package io.crossim.service.mvc;

import io.crossim.common.result.CimException;
import io.crossim.service.web.HttpProperties;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * The calls that the front answers itself, without the servlet container. Immutable.
 *
 * @param names each is a path without its slash
 */
@Slf4j
public record FastCalls(Set<String> names) {

  static final String PROPERTY = "cim.http.fast-calls";

  private static final String NONE = "none";

  /** Those that are made for each message and each login, and whenever a conversation is opened. */
  private static final List<String> USUAL =
      List.of("login", "p2pRoute", "groupRoute", "group/send", "sendMsg", "history");

  /** The public calls of all services, so that they can share their configuration. */
  private static final List<String> ALL =
      List.of(
          "changePassword",
          "conversation/read",
          "conversations",
          "fetchOfflineMsgs",
          "group",
          "group/add",
          "group/change",
          "group/create",
          "group/dismiss",
          "group/join",
          "group/leave",
          "group/members",
          "group/remove",
          "group/role",
          "group/send",
          "groupRoute",
          "history",
          "kick",
          "login",
          "logout",
          "message/edit",
          "message/react",
          "message/recall",
          "offLine",
          "onlineUser",
          "p2pRoute",
          "readers",
          "registerAccount",
          "sendMsg",
          "token");

  /**
   * The calls that were set, else the usual ones; none where the application has filters of its
   * own, which would not see them.
   *
   * @throws CimException for a name that is no call
   */
  static FastCalls of(HttpProperties http, OwnFilters filters) {
    List<String> set = http.fastCalls();
    if (set != null) {
      return of(set);
    }
    String filter = filters.first();
    if (filter == null) {
      return new FastCalls(Set.copyOf(USUAL));
    }
    log.info(
        "{} is to see every call, so all of them go through Spring MVC ({}={} would leave these to"
            + " the faster way, past it)",
        filter,
        PROPERTY,
        String.join(",", USUAL));
    return new FastCalls(Set.of());
  }

  private static FastCalls of(List<String> set) {
    if (set.isEmpty() || set.equals(List.of(NONE))) {
      return new FastCalls(Set.of());
    }
    for (String name : set) {
      if (!ALL.contains(name)) {
        throw CimException.invalid(PROPERTY, name, NONE + ", or some of " + String.join(", ", ALL));
      }
    }
    return new FastCalls(new TreeSet<>(set));
  }

  boolean contains(@Nullable String path) {
    return path != null && path.startsWith("/") && names.contains(path.substring(1));
  }
}
