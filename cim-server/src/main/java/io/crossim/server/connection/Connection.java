package io.crossim.server.connection;

import io.crossim.service.limits.ClientAddress;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.AttributeKey;
import java.time.Duration;
import lombok.Getter;
import lombok.Setter;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection. It changes on its event loop only; any thread may read it and may call
 * {@link #close}.
 */
@Accessors(fluent = true)
public final class Connection {

  /** The device of every v2 client. */
  public static final String V2_DEVICE = "v2";

  /** How long a client may take to move, from when it begins. */
  private static final Duration MOVE = Duration.ofSeconds(10);

  private static final AttributeKey<Connection> KEY = AttributeKey.valueOf(Connection.class, "it");

  /** A number that no other connection of this process has. */
  @Getter private final long id;

  private final Channel channel;

  /** The address that it comes from. */
  @Getter private volatile ClientAddress address;

  private final ConnectionSettings settings;

  /** When the connection began, and when the client was heard last. */
  @Getter private final Liveness liveness;

  /** What is written to the client goes through here. */
  @Getter private final ConnectionWriter writer;

  @Getter private volatile ConnectionState state = ConnectionState.CONNECTED;

  /** 0 before the login. */
  @Getter private volatile long userId;

  /** Empty before the login. */
  @Getter private volatile String userName = "";

  /** What the route gave to the session; 0 while this connection has none. */
  @Getter private volatile long generation;

  /** The version of the credential that the session was bound by; 0 for none. */
  @Getter private volatile long credentialVersion;

  /** What the client calls its device at its login; {@link #V2_DEVICE} when it says nothing. */
  @Getter private volatile String device = V2_DEVICE;

  /** What the client speaks. */
  @Getter private volatile Dialect dialect;

  /** Whether the client has said that it does not read if its messages were pushed. */
  @Getter @Setter private volatile boolean takesEarlyAcks;

  /** Whether the client has said that it knows all kinds of messages, receipts and signals. */
  @Getter @Setter private volatile boolean takesConversations;

  /** Whether it does not stand in the way of its user's next login. */
  @Getter private volatile boolean isReleased;

  /** Until when it counts as moving; null when it was never asked to. */
  private volatile @Nullable Long movesUntil;

  /** Null until the client sends its first message. */
  private @Nullable UploadWindow uploads;

  /** Null before the login. */
  @Getter @Setter private volatile @Nullable Feed feed;

  /** Makes the connection of a channel, which then carries it. */
  public Connection(long id, Channel channel, ClientAddress address, ConnectionSettings settings) {
    this.id = id;
    this.channel = channel;
    this.address = address;
    this.settings = settings;
    this.dialect = settings.dialects().v2();
    this.liveness = new Liveness(this, now());
    this.writer = new ConnectionWriter(this, channel, settings.maxPending());
    channel.attr(KEY).set(this);
  }

  public static Connection of(Channel channel) {
    return channel.attr(KEY).get();
  }

  public EventLoop loop() {
    return channel.eventLoop();
  }

  /** The client announces its protocol, before {@link #login}. */
  public Dialect announce(String protocol) {
    if (!isWebSocket()) {
      dialect = settings.dialects().of(protocol);
    }
    return dialect;
  }

  /** What was a connection of HTTP goes on as one of WebSocket, with one protocol. */
  public void becomeWebSocket(ClientAddress client) {
    address = client;
    dialect = settings.dialects().webSocket();
  }

  public boolean isWebSocket() {
    return dialect == settings.dialects().webSocket();
  }

  private void become(ConnectionState next) {
    state = next;
    if (next != ConnectionState.BINDING) {
      writer.loginOver();
    }
  }

  /** The client says who it is: from now on messages wait until they are released. */
  public void login(long userId, String userName, String device) {
    this.userId = userId;
    this.userName = userName;
    this.device = device;
    become(ConnectionState.BINDING);
  }

  /**
   * The session is bound, for the first time or again. What has waited goes on waiting until {@link
   * ConnectionWriter#releaseHeld}.
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

  /** A newer session took the place of this one's: its end is no longer news for any route. */
  public void mute() {
    if (state.isLoggedIn()) {
      become(ConnectionState.MUTED);
      generation = 0;
      writer.dropHeld();
    }
  }

  /** The client's messages that have no answer yet. On the event loop only. */
  public UploadWindow uploads() {
    UploadWindow window = uploads;
    if (window == null) {
      window = new UploadWindow(this);
      uploads = window;
    }
    return window;
  }

  /** Whether messages of the client wait for their answer. On the event loop only. */
  public boolean isUploading() {
    return uploads != null && !uploads.isEmpty() && state != ConnectionState.CLOSED;
  }

  boolean isRead() {
    return channel.config().isAutoRead();
  }

  /** Reads from the client, or does not for a while, which slows it down. */
  void setRead(boolean isRead) {
    if (isRead && !isRead()) {
      liveness.restart();
    }
    channel.config().setAutoRead(isRead);
  }

  /** The time that connections are measured by, in nanoseconds. Any thread. */
  public long now() {
    return settings.ticker().read();
  }

  /** From now on this connection does not stand in the way of its user's next login. */
  public void release() {
    isReleased = true;
  }

  /** Whether it can be asked to move to another server. */
  public boolean canMove() {
    return dialect.canMove() && state == ConnectionState.BOUND;
  }

  /**
   * Asks a client that can to move to another server: it connects there before it leaves. On the
   * event loop only.
   */
  public void sendAway(int delayMillis) {
    if (canMove()) {
      movesUntil = now() + MOVE.plusMillis(delayMillis).toNanos();
      dialect.goAway(this, delayMillis);
    }
  }

  /**
   * Whether it was asked to move, a moment ago: then the next login of its user is its own, and it
   * does not stand in the way.
   */
  public boolean isMoving() {
    Long until = movesUntil;
    return until != null && now() - until < 0;
  }

  /** Tells the pipeline, behind what was written to the client at its login. On the event loop. */
  public void fireLoginAccepted() {
    channel.pipeline().fireUserEventTriggered(ConnectionEvent.LOGIN_ACCEPTED);
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
    writer.dropHeld();
    settings.closes().closed(this, reason, detail);
    dialect.hangUp(channel, reason);
  }

  @Override
  public String toString() {
    return "connection " + id + " of user " + userId + " from " + channel.remoteAddress();
  }
}
