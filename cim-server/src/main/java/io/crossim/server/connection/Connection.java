package io.crossim.server.connection;

import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.service.limits.ClientAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lombok.Getter;
import lombok.Setter;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection. It changes on its event loop only; any thread may read it and may call
 * {@link #close}.
 *
 * <p>Order on the wire: every message reaches {@link #deliver} as a task of the event loop, never
 * by a direct call of code that happens to run there, so that messages are written in the order in
 * which they were handed over.
 */
@Accessors(fluent = true)
public final class Connection {

  /** The device of every v2 client. */
  public static final String V2_DEVICE = "v2";

  /** More pings before the end of a login are not worth an answer. */
  private static final int MAX_ANSWERS = 4;

  private static final int MAX_UPLOADS = 2_000;
  private static final long MAX_UPLOAD_BYTES = 4L << 20;

  /** How long a client may take to move, from when it begins. */
  private static final Duration MOVE = Duration.ofSeconds(10);

  private static final AttributeKey<Connection> KEY = AttributeKey.valueOf(Connection.class, "it");

  /** A number that no other connection of this process has. */
  @Getter private final long id;

  private final Channel channel;

  /** Whom it comes from. */
  @Getter private final ClientAddress address;

  private final ConnectionSettings settings;
  private final long openedAt;

  @Getter private volatile ConnectionState state = ConnectionState.CONNECTED;

  /** 0 before the login. */
  @Getter private volatile long userId;

  /** Empty before the login. */
  @Getter private volatile String userName = "";

  /** What the route gave to the session; 0 while this connection has none. */
  @Getter private volatile long generation;

  /** The version of the credential that the session was bound by; 0 for none. */
  @Getter private volatile long credentialVersion;

  /** What the client says of itself at its login; {@link #V2_DEVICE} for who says nothing. */
  @Getter private volatile String device = V2_DEVICE;

  private volatile boolean v3;

  private volatile long readAt;
  private volatile boolean released;

  /** Until when it counts as moving; null when it was never asked to. */
  private volatile @Nullable Long movesUntil;

  private @Nullable HeldFrames held;

  /** What waits for the end of the login. */
  private List<Frame> answers = List.of();

  /** Messages of this client that have no answer yet. */
  private int uploads;

  private long uploadBytes;

  /** Whether the lane that takes the messages of this client has no room for more. */
  private boolean uploadsBlocked;

  /** Runs once, when the login is accepted or will not be any more. */
  private @Nullable Runnable loginOver;

  /** What a room above keeps for this connection. */
  @Getter @Setter private volatile @Nullable Object feed;

  /** What the uplink keeps for this connection. On the event loop only. */
  @Getter @Setter private @Nullable Object sendRun;

  /** What probes wait for; null while there are none. On the event loop only. */
  private @Nullable CompletableFuture<Boolean> nextRead;

  /** Makes the connection of a channel, which then carries it. */
  public Connection(long id, Channel channel, ClientAddress address, ConnectionSettings settings) {
    this.id = id;
    this.channel = channel;
    this.address = address;
    this.settings = settings;
    this.openedAt = settings.ticker().read();
    this.readAt = openedAt;
    channel.attr(KEY).set(this);
  }

  public static Connection of(Channel channel) {
    return channel.attr(KEY).get();
  }

  public EventLoop loop() {
    return channel.eventLoop();
  }

  public boolean isV3() {
    return v3;
  }

  /** The client announces protocol v3, before {@link #login}. */
  public void announceV3(String device) {
    this.v3 = true;
    this.device = device;
  }

  /** Whoever counts those without a login learns when this is none of them any more. */
  public void onLoginOver(Runnable action) {
    loginOver = action;
  }

  private void become(ConnectionState next) {
    state = next;
    Runnable action = loginOver;
    if (action != null && next != ConnectionState.BINDING) {
      loginOver = null;
      action.run();
    }
  }

  public boolean isWritable() {
    return channel.isWritable();
  }

  /** How many bytes may be written before it is not writable any more; 0 when it is not. */
  public long writableBytes() {
    return channel.bytesBeforeUnwritable();
  }

  /** The client says who it is: from now on what is to be written waits for {@link #accept}. */
  public void login(long userId, String userName) {
    this.userId = userId;
    this.userName = userName;
    held = new HeldFrames(settings.maxPending());
    answers = new ArrayList<>(0);
    become(ConnectionState.BINDING);
  }

  /**
   * The session is bound, for the first time or again. What has waited goes on waiting until {@link
   * #releaseHeld}.
   *
   * @param credentialVersion that the route gave to it; 0 for none
   * @return whether the connection took the session; false when it is closed or muted by now
   */
  public boolean accept(long generation, long credentialVersion) {
    switch (state) {
      case BINDING -> {
        this.generation = generation;
        this.credentialVersion = credentialVersion;
        become(ConnectionState.BOUND);
      }
      case BOUND -> this.generation = generation;
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Writes the messages that have waited; from now on they are written as they come. */
  public void releaseHeld() {
    writeHeld();
  }

  /** Writes answers that have waited for the end of the login. */
  public void releaseAnswers() {
    answers.forEach(this::send);
    answers = List.of();
    flush();
  }

  /** A newer session took the place of this one's: its end is no longer news for any route. */
  public void mute() {
    if (state == ConnectionState.BINDING || state == ConnectionState.BOUND) {
      become(ConnectionState.MUTED);
      generation = 0;
      dropHeld();
    }
  }

  /**
   * Takes a message over, without a flush. On the event loop only.
   *
   * @param encoded the whole frame, which other connections may get too
   * @return whether it was written or waits for the end of the login; false when this connection
   *     gets no messages, or cannot take more
   */
  public boolean deliver(byte[] encoded) {
    return isLoggedIn() && put(FrameBytes.copy(encoded, channel.alloc()));
  }

  /** Writes a frame now, without a flush and ahead of what is held. On the event loop only. */
  public void send(Frame frame) {
    send(FrameBytes.encode(frame));
  }

  public void send(byte[] encoded) {
    channel.write(FrameBytes.copy(encoded, channel.alloc()), channel.voidPromise());
  }

  /** The same, and tells when the operating system has it. */
  public void send(Frame frame, Runnable flushed) {
    channel
        .write(FrameBytes.copy(FrameBytes.encode(frame), channel.alloc()))
        .addListener(
            written -> {
              if (written.isSuccess()) {
                flushed.run();
              }
            });
  }

  /** The same for a frame that is made for this receiver. */
  public boolean deliver(FrameSource frame) {
    return isLoggedIn() && put(frame.encode(userId, channel.alloc()));
  }

  /** Writes the answer to something that the client sent: muted connections get it too. */
  public void answer(Frame frame) {
    if (state == ConnectionState.BINDING) {
      if (answers.size() < MAX_ANSWERS) {
        answers.add(frame);
      }
    } else if (isAccepted()) {
      write(FrameBytes.copy(FrameBytes.encode(frame), channel.alloc()));
      flush();
    }
  }

  public void flush() {
    channel.flush();
  }

  /** Something was read just now. On the event loop only. */
  public void read() {
    readAt = settings.ticker().read();
    CompletableFuture<Boolean> waiting = nextRead;
    if (waiting != null) {
      nextRead = null;
      waiting.complete(true);
    }
  }

  /**
   * So many messages of the client more, or less, wait for their answer. One that has too many is
   * not read from until half of them have it: it is slowed down, and keeps its order. On the event
   * loop only.
   */
  public void uploading(int more, long moreBytes) {
    uploads += more;
    uploadBytes += moreBytes;
    readOrWait();
  }

  /**
   * Stops reading from the client while the lane that takes its messages has no room for more, and
   * reads on when there is room again. On the event loop only.
   */
  public void blockUploads(boolean blocked) {
    uploadsBlocked = blocked;
    readOrWait();
  }

  private void readOrWait() {
    boolean isRead = channel.config().isAutoRead();
    if (uploadsBlocked || uploads >= MAX_UPLOADS || uploadBytes >= MAX_UPLOAD_BYTES) {
      if (isRead) {
        channel.config().setAutoRead(false);
      }
    } else if (!isRead && uploads <= MAX_UPLOADS / 2 && uploadBytes <= MAX_UPLOAD_BYTES / 2) {
      readAt = settings.ticker().read();
      channel.config().setAutoRead(true);
    }
  }

  /** Asks the client for a sign of life; completes when something is read. Any thread. */
  public CompletableFuture<Boolean> probe() {
    return CompletableFuture.supplyAsync(this::ask, loop()).thenCompose(answer -> answer);
  }

  private CompletableFuture<Boolean> ask() {
    CompletableFuture<Boolean> answer = nextRead;
    if (answer == null) {
      answer = new CompletableFuture<>();
      nextRead = answer;
    }
    if (state == ConnectionState.BOUND) {
      send(Frames.ping(userId));
      flush();
    }
    return answer;
  }

  /** For how long nothing was read; nothing is what a client is made to wait. */
  public Duration silence() {
    return !channel.config().isAutoRead()
        ? Duration.ZERO
        : Duration.ofNanos(settings.ticker().read() - readAt);
  }

  public Duration age() {
    return Duration.ofNanos(settings.ticker().read() - openedAt);
  }

  /** From now on this connection does not stand in the way of its user's next login. */
  public void release() {
    released = true;
  }

  public boolean isReleased() {
    return released;
  }

  /**
   * Asks a v3 client to move to another server: it connects there before it leaves. On the event
   * loop only.
   */
  public void sendAway(int delayMillis) {
    if (v3 && state == ConnectionState.BOUND) {
      Duration time = MOVE.plusMillis(delayMillis);
      movesUntil = settings.ticker().read() + time.toNanos();
      send(ProtocolFrames.goAway(delayMillis));
      flush();
    }
  }

  /**
   * Whether it was asked to move, a moment ago: then the next login of its user is its own, and it
   * does not stand in the way.
   */
  public boolean isMoving() {
    Long until = movesUntil;
    return until != null && settings.ticker().read() - until < 0;
  }

  /** Whether messages of the client wait for their answer. On the event loop only. */
  public boolean isUploading() {
    return uploads > 0 && state != ConnectionState.CLOSED;
  }

  /** Whether a route has accepted the login: until then a client is a stranger. */
  public boolean isAccepted() {
    return state == ConnectionState.BOUND || state == ConnectionState.MUTED;
  }

  /** Tells the pipeline, behind what was written to the client at its login. On the event loop. */
  public void fireLoginAccepted() {
    channel.pipeline().fireUserEventTriggered(ConnectionEvent.LOGIN_ACCEPTED);
  }

  /** Whether it has a session, or is about to get one. */
  public boolean isLoggedIn() {
    return state == ConnectionState.BINDING || state == ConnectionState.BOUND;
  }

  public void close(CloseReason reason) {
    close(reason, "");
  }

  /**
   * The one door for closing. Any thread; only the first call counts.
   *
   * @param detail for the log; empty when the reason says it all
   */
  public void close(CloseReason reason, String detail) {
    EventLoop loop = loop();
    if (!loop.inEventLoop()) {
      loop.execute(() -> close(reason, detail));
      return;
    }
    if (state == ConnectionState.CLOSED) {
      return;
    }
    become(ConnectionState.CLOSED);
    dropHeld();
    settings.closes().closed(this, reason, detail);
    if (reason == CloseReason.SERVER_STOPPING) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } else {
      channel.close();
    }
  }

  /** What belongs to nobody's inbox; a client that does not keep up does without it. */
  private boolean put(ByteBuf frame) {
    if (held != null) {
      return held.add(frame);
    }
    if (v3 && !channel.isWritable()) {
      frame.release();
      return false;
    }
    return write(frame);
  }

  private boolean write(ByteBuf frame) {
    if (!channel.isWritable()) {
      channel.flush();
    }
    if (!channel.isWritable()) {
      frame.release();
      close(CloseReason.SLOW_RECEIVER);
      return false;
    }
    channel.write(frame, channel.voidPromise());
    return true;
  }

  private void writeHeld() {
    HeldFrames waiting = held;
    held = null;
    if (waiting != null) {
      waiting.drain(this::writeUnlessClosed);
      flush();
    }
  }

  private void writeUnlessClosed(ByteBuf frame) {
    if (state == ConnectionState.CLOSED) {
      frame.release();
    } else {
      write(frame);
    }
  }

  private void dropHeld() {
    if (held != null) {
      held.drain(ByteBuf::release);
      held = null;
    }
  }

  @Override
  public String toString() {
    return "connection " + id + " of user " + userId + " from " + channel.remoteAddress();
  }
}
