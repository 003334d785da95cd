package io.crossim.service.http;

import io.crossim.service.call.StreamedBody;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;

/** Writes a body to a client: a piece of it is read when the client has taken the last. */
@RequiredArgsConstructor
final class BodyStream {

  private static final int PIECE = 64 << 10;
  private static final long TAKEN_WITHIN_SECONDS = 30;

  private final Channel client;

  /** Writes everything, and closes the content whatever happens. */
  CompletableFuture<Void> write(StreamedBody body) {
    try {
      return CompletableFuture.runAsync(() -> writeAll(body.content()), body.thread());
    } catch (RejectedExecutionException e) {
      close(body.content());
      return CompletableFuture.failedFuture(e);
    }
  }

  private void writeAll(InputStream content) {
    try (content) {
      byte[] piece = content.readNBytes(PIECE);
      while (piece.length > 0) {
        write(new DefaultHttpContent(Unpooled.wrappedBuffer(piece)));
        piece = content.readNBytes(PIECE);
      }
      write(LastHttpContent.EMPTY_LAST_CONTENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Object piece) throws IOException {
    ChannelFuture written = client.writeAndFlush(piece);
    if (!written.awaitUninterruptibly(TAKEN_WITHIN_SECONDS, TimeUnit.SECONDS)
        || !written.isSuccess()) {
      throw new IOException("the client does not take the answer", written.cause());
    }
  }

  private static void close(InputStream content) {
    try {
      content.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
