package io.crossim.route.web;

import io.crossim.route.api.Account;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.api.SentMessage;
import io.crossim.route.api.SentToAll;
import io.crossim.route.api.ServerAddress;
import io.crossim.route.api.Token;
import io.crossim.server.api.ServerPaths;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the OpenAPI page tells of a call beside its body.
 *
 * @param answer the type of the answer's {@code dataBody}; null where that is always null
 * @param isList whether the {@code dataBody} is a list of it
 * @param required the fields that a request must have
 * @param example a request; null for a call without a body
 */
record CallDetails(
    @Nullable Class<?> answer, boolean isList, List<String> required, @Nullable String example) {

  private static final CallDetails UNKNOWN = new CallDetails(null, false, List.of(), null);

  private static final Map<String, CallDetails> BY_PATH =
      Map.ofEntries(
          Map.entry(
              RoutePaths.REGISTER,
              answering(Account.class, List.of("userName"), "{\"userName\":\"alice\"}")),
          Map.entry(
              RoutePaths.LOGIN,
              answering(
                  ServerAddress.class,
                  List.of("userId", "userName"),
                  "{\"userId\":1793491200001,\"userName\":\"alice\"}")),
          Map.entry(
              RoutePaths.TOKEN,
              answering(
                  Token.class,
                  List.of("userId"),
                  "{\"userId\":1793491200001,\"password\":\"correct horse battery\"}")),
          Map.entry(
              RoutePaths.LOGOUT,
              plain(
                  List.of("userId"),
                  "{\"userId\":1793491200001,\"password\":\"correct horse battery\"}")),
          Map.entry(
              RoutePaths.CHANGE_PASSWORD,
              plain(
                  List.of("userId", "newPassword"),
                  "{\"userId\":1793491200001,\"password\":\"correct horse battery\","
                      + "\"newPassword\":\"another horse battery\"}")),
          Map.entry(
              RoutePaths.KICK,
              plain(List.of("userId"), "{\"userId\":1793491200001,\"reason\":\"see the rules\"}")),
          Map.entry(
              RoutePaths.PRIVATE,
              answering(
                  SentMessage.class,
                  List.of("userId", "receiveUserId"),
                  "{\"userId\":1793491200001,\"receiveUserId\":1793491200002,"
                      + "\"msg\":\"hello bob\"}")),
          Map.entry(
              RoutePaths.GROUP,
              answering(
                  SentToAll.class,
                  List.of("userId", "msg"),
                  "{\"userId\":1793491200001,\"msg\":\"hello all\"}")),
          Map.entry(
              RoutePaths.OFFLINE,
              plain(List.of("userId"), "{\"userId\":1793491200001,\"msg\":\"bye\"}")),
          Map.entry(
              RoutePaths.FETCH_OFFLINE,
              plain(List.of("receiveUserId"), "{\"receiveUserId\":1793491200002}")),
          Map.entry(
              ServerPaths.SEND,
              plain(
                  List.of("userId"), "{\"userId\":1793491200002,\"msg\":\"maintenance at noon\"}")),
          Map.entry(RoutePaths.ONLINE, new CallDetails(Account.class, true, List.of(), null)));

  private static CallDetails answering(Class<?> answer, List<String> required, String example) {
    return new CallDetails(answer, false, required, example);
  }

  private static CallDetails plain(List<String> required, String example) {
    return new CallDetails(null, false, required, example);
  }

  static CallDetails of(String path) {
    return Objects.requireNonNullElse(BY_PATH.get(path), UNKNOWN);
  }
}
