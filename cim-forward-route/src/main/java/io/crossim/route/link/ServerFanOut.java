package io.crossim.route.link;

import io.crossim.common.result.Await;
import io.crossim.server.api.GatewayApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Asks every live server the same thing at once. */
@Slf4j
@RequiredArgsConstructor
public final class ServerFanOut {

  private final ServerLinks links;

  /**
   * One call per live server, side by side; never blocks. A server that fails meanwhile is left
   * out: its users are gone, or about to be.
   */
  public <T> CompletableFuture<Answers<T>> ask(Function<GatewayApi, CompletableFuture<T>> call) {
    List<CompletableFuture<@Nullable T>> calls = new ArrayList<>();
    for (ServerLink server : links.live()) {
      calls.add(
          server
              .call(call)
              .<@Nullable T>thenApply(answer -> answer)
              .exceptionally(ServerFanOut::leftOut));
    }
    return CompletableFuture.allOf(calls.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            all ->
                new Answers<>(
                    calls.stream().map(CompletableFuture::join).filter(Objects::nonNull).toList(),
                    links.count()));
  }

  /**
   * What the servers said.
   *
   * @param given one for each server that answered
   * @param servers how many are listed, those that do not answer at present among them
   */
  public record Answers<T>(List<T> given, int servers) {

    /** Whether every server has answered. */
    public boolean areComplete() {
      return given.size() >= servers;
    }
  }

  private static <T> @Nullable T leftOut(Throwable failure) {
    log.warn("a cim-server was left out: {}", Await.cause(failure).getMessage());
    return null;
  }
}
