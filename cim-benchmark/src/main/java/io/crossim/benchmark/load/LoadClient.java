package io.crossim.benchmark.load;

import io.crossim.benchmark.transport.FrameBuffers;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Message;
import io.crossim.route.api.Account;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A user's bare TCP connection, of protocol v2 or v3, that costs as little as it can. */
public final class LoadClient {

  private static final int PATIENCE_SECONDS = 30;

  private final int index;
  private final Account account;
  private final @Nullable String token;
  private final boolean v3;
  private final Receiver receiver;
  private final CompletableFuture<LoadClient> accepted = new CompletableFuture<>();
  private volatile @Nullable Channel channel;
  private volatile boolean dies;

  /**
   * @param token that it shows with its login; null for none
   */
  LoadClient(int index, Account account, @Nullable String token, boolean v3, Receiver receiver) {
    this.index = index;
    this.account = account;
    this.token = token;
    this.v3 = v3;
    this.receiver = receiver;
  }

  /** Which of the load's users it is. */
  public int index() {
    return index;
  }

  public Account account() {
    return account;
  }

  /** Sends over TCP; the server has to speak v3. Any thread, but one at a time. */
  public void send(Message message) {
    Channel open = channel;
    if (open != null) {
      write(open, Frame.newBuilder().setCmd(Command.SEND).addMessages(message).build());
    }
  }

  /** Closes the connection as a client that quits does; returns at once. */
  public void close() {
    Channel open = channel;
    if (open != null) {
      open.close();
    }
  }

  /** Closes the connection as a client that dies does, with a reset; returns at once. */
  public void reset() {
    Channel open = channel;
    if (open != null) {
      dies = true;
      open.config().setOption(ChannelOption.SO_LINGER, 0);
      open.close();
    }
  }

  /** Whether its connection ends by a reset. */
  boolean dies() {
    return dies;
  }

  CompletableFuture<LoadClient> accepted() {
    return accepted;
  }

  ChannelHandler handler() {
    return new ClientHandler(this, token, v3, receiver);
  }

  void opened(Channel made) {
    channel = made;
    Future<?> alarm =
        made.eventLoop()
            .schedule(
                () -> {
                  refused(Refusal.SILENT, "no answer within " + PATIENCE_SECONDS + " s");
                  made.close();
                },
                PATIENCE_SECONDS,
                TimeUnit.SECONDS);
    accepted.whenComplete((client, failure) -> alarm.cancel(false));
  }

  void welcome() {
    accepted.complete(this);
  }

  void refused(String code, String words) {
    if (!accepted.isDone()) {
      accepted.completeExceptionally(
          new Refusal(code, "user " + account.userId() + " was not accepted: " + words));
    }
  }

  void closed() {
    refused(Refusal.CLOSED, "the server closed the connection");
    if (!accepted.isCompletedExceptionally()) {
      receiver.closed(this);
    }
  }

  static void write(Channel channel, Frame frame) {
    channel.writeAndFlush(FrameBuffers.of(frame, channel.alloc()), channel.voidPromise());
  }
}
