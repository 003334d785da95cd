package io.crossim.route.link;

import io.crossim.common.result.CimException;
import io.crossim.server.api.GatewayApi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Asks every live server the same thing at once. */
@Slf4j
@RequiredArgsConstructor
public final class EveryServer {

  private final ServerLinks links;
  private final ExecutorService executor;

  /**
   * One call per live server, side by side. A server that fails meanwhile is left out: its users
   * are gone, or about to be.
   */
  public <T> List<T> ask(Function<GatewayApi, T> call) {
    List<ServerLink> servers = links.live();
    List<T> answers = new ArrayList<>(servers.size());
    if (servers.size() == 1) {
      ask(servers.get(0), call, answers);
      return answers;
    }
    List<CompletableFuture<T>> calls =
        servers.stream()
            .map(server -> CompletableFuture.supplyAsync(() -> server.call(call), executor))
            .toList();
    for (CompletableFuture<T> answer : calls) {
      try {
        answers.add(answer.join());
      } catch (CompletionException e) {
        leftOut(e.getCause() == null ? e : e.getCause());
      }
    }
    return answers;
  }

  private static <T> void ask(ServerLink server, Function<GatewayApi, T> call, List<T> answers) {
    try {
      answers.add(server.call(call));
    } catch (CimException e) {
      leftOut(e);
    }
  }

  private static void leftOut(Throwable cause) {
    log.warn("a cim-server was left out: {}", cause.getMessage());
  }
}
