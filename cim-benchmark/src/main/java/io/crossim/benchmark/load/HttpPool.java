package io.crossim.benchmark.load;

import io.crossim.benchmark.transport.Loops;
import io.crossim.route.api.RoutePaths;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Calls over several lines; what finds none free waits its turn. Any thread may call. */
final class HttpPool {

  private static final int PATIENCE_SECONDS = 30;

  /** Asks for protocol 3; a service that does not know the header ignores it. */
  private static final String PROTO_3 = RoutePaths.PROTO_HEADER + ": 3\r\n";

  private final HttpUrl url;
  private final ArrayDeque<HttpLine> free = new ArrayDeque<>();
  private final ArrayDeque<Consumer<HttpLine>> waiting = new ArrayDeque<>();

  HttpPool(HttpUrl url, Loops loops, int lines) {
    this.url = url;
    for (int i = 0; i < lines; i++) {
      free.add(new HttpLine(url, loops, PROTO_3));
    }
  }

  CompletableFuture<JsonNode> post(String path, byte[] json) {
    CompletableFuture<JsonNode> result = new CompletableFuture<>();
    withLine(line -> line.post(path, json, complete(path, line, result)));
    return result.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  CompletableFuture<JsonNode> get(String path) {
    CompletableFuture<JsonNode> result = new CompletableFuture<>();
    withLine(line -> line.get(path, complete(path, line, result)));
    return result.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private HttpLine.Answer complete(String path, HttpLine line, CompletableFuture<JsonNode> result) {
    return (status, body) -> {
      JsonNode read = null;
      Refusal refusal = null;
      try {
        read = read(path, status, body);
      } catch (Refusal e) {
        refusal = e;
      }
      release(line);
      if (refusal == null) {
        result.complete(read);
      } else {
        result.completeExceptionally(refusal);
      }
    };
  }

  private JsonNode read(String path, int status, ByteBuf body) {
    String call = url.host() + ":" + url.port() + path.replaceAll("\\?.*", "");
    return Envelopes.dataBody(call, status, body);
  }

  private void withLine(Consumer<HttpLine> call) {
    HttpLine line;
    synchronized (this) {
      line = free.poll();
      if (line == null) {
        waiting.add(call);
        return;
      }
    }
    call.accept(line);
  }

  private void release(HttpLine line) {
    Consumer<HttpLine> next = next(line);
    if (next != null) {
      next.accept(line);
    }
  }

  private synchronized @Nullable Consumer<HttpLine> next(HttpLine line) {
    Consumer<HttpLine> next = waiting.poll();
    if (next == null) {
      free.add(line);
    }
    return next;
  }
}
