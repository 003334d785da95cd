package io.crossim.service.front;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;

/**
 * A body that is too large to be held: a piece of it is read when its client has taken the last.
 * Written once.
 */
@RequiredArgsConstructor
public final class StreamedBody {

  private static final int PIECE = 64 << 10;
  private static final long TAKEN_WITHIN_SECONDS = 30;

  private final InputStream content;

  /** Reads the content, and waits for the client; not an event loop. */
  private final Executor thread;

  /** Writes everything, and closes the content whatever happens. */
  CompletableFuture<Void> writeTo(Channel client) {
    try {
      return CompletableFuture.runAsync(() -> writeAll(client), thread);
    } catch (RejectedExecutionException e) {
      close();
      return CompletableFuture.failedFuture(e);
    }
  }

  private void writeAll(Channel client) {
    try (content) {
      byte[] piece = content.readNBytes(PIECE);
      while (piece.length > 0) {
        write(client, new DefaultHttpContent(Unpooled.wrappedBuffer(piece)));
        piece = content.readNBytes(PIECE);
      }
      write(client, LastHttpContent.EMPTY_LAST_CONTENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void close() {
    try {
      content.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Channel client, Object piece) throws IOException {
    ChannelFuture written = client.writeAndFlush(piece);
    if (!written.awaitUninterruptibly(TAKEN_WITHIN_SECONDS, TimeUnit.SECONDS)
        || !written.isSuccess()) {
      throw new IOException("the client does not take the answer", written.cause());
    }
  }
}
