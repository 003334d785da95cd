package io.crossim.server.inbox;

import io.crossim.common.result.ResultCode;
import io.crossim.route.api.ReadItem;
import io.crossim.route.api.ReadResult;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.InboxPosition;
import io.crossim.service.start.LogKeys;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a feed is behind from a route, page by page, until the feed has caught up. There is
 * one read at a time, whatever the client asks for meanwhile, and a pause behind each that failed.
 * On the connection's event loop only.
 */
@Slf4j
@RequiredArgsConstructor
final class InboxReader {

  /** The most messages of one read. */
  static final int PAGE = 100;

  /** The most bytes of one read; a first message is read whatever its size. */
  static final int PAGE_BYTES = 256 << 10;

  /** So few unacknowledged messages that the inbox has room: a busy device may never have none. */
  private static final int ALMOST_NONE = 50;

  private final InboxFeed feed;

  /** A read is under way. */
  private boolean reading;

  /** The next read waits for its end; null when none waits. */
  private @Nullable Future<?> pause;

  /** The store could not use the inbox at the last read. */
  private boolean damaged;

  /** There is more for the inbox than it had room for at the last read. */
  private boolean overflows;

  /** A route was asked a short time ago to bring that into the inbox. */
  private boolean collects;

  private int failures;

  boolean isReading() {
    return reading;
  }

  /** The store can use the inbox: if it could not, there is no reason to wait any more. */
  void inboxIsUsable() {
    Future<?> wait = pause;
    if (damaged && wait != null) {
      damaged = false;
      pause = null;
      wait.cancel(false);
    }
  }

  void readIfBehind() {
    if (reading || pause != null || !feed.isOpen() || !feed.position.isBehind()) {
      return;
    }
    int room = feed.room();
    if (room > 0) {
      read(room);
    }
  }

  private void read(int room) {
    reading = true;
    feed.calls.meters().pulled();
    Connection connection = feed.connection;
    InboxPosition claim = feed.position.claim();
    if (log.isDebugEnabled()) {
      log.atDebug()
          .addKeyValue(LogKeys.SESSION, connection.generation())
          .addKeyValue(LogKeys.MESSAGE, feed.position.here().messageId())
          .log("{} is behind, and reads what follows {}", connection, feed.position.seq());
    }
    ReadItem item =
        feed.position
            .ask()
            .setUserId(connection.userId())
            .setDevice(connection.device())
            .setLimit(Math.min(room, PAGE))
            .setMaxBytes(PAGE_BYTES)
            .build();
    feed.calls
        .read(item)
        .whenComplete(
            (result, failure) -> connection.loop().execute(() -> answered(claim, result)));
  }

  /**
   * @param claim that the read was for; the answer counts only while the client claims the same
   */
  private void answered(@Nullable InboxPosition claim, @Nullable ReadResult result) {
    reading = false;
    if (!feed.isOpen()) {
      return;
    }
    if (result == null || !result.getCode().equals(ResultCode.SUCCESS.code())) {
      damaged = result != null && result.getCode().equals(ResultCode.FETCH_FAILED.code());
      if (damaged) {
        feed.caughtUp(); // what is live only is not to wait for it
        pause(feed.calls.damagedInboxMillis());
      } else {
        pauseLonger();
      }
    } else if (feed.position.claim() != claim) {
      readIfBehind();
    } else {
      feed.take(result);
      overflows = result.getBehind();
      collect(0);
      readOn(result);
    }
  }

  private void readOn(ReadResult page) {
    damaged = false;
    boolean isBehind = feed.position.isBehind();
    if (isBehind && page.getMessagesCount() == 0 && page.getHeadSeq() <= feed.position.seq()) {
      pauseLonger(); // a push told of more than the route can see yet
      return;
    }
    failures = 0;
    readIfBehind();
  }

  private void pauseLonger() {
    pause(feed.calls.backoffMillis(++failures));
  }

  private void pause(long millis) {
    pause =
        feed.connection
            .loop()
            .schedule(
                () -> {
                  pause = null;
                  readIfBehind();
                },
                millis,
                TimeUnit.MILLISECONDS);
  }

  /** The device has acknowledged something, which makes room in the inbox. */
  void acknowledged() {
    collect(ALMOST_NONE);
  }

  /**
   * Has a route bring into the inbox what it had no room for, when the device has acknowledged what
   * was in it; then reads on.
   *
   * @param unacknowledged how many messages may be left
   */
  private void collect(int unacknowledged) {
    if (!overflows
        || collects
        || !feed.isOpen()
        || feed.position.unacknowledged() > unacknowledged) {
      return;
    }
    collects = true;
    Connection connection = feed.connection;
    feed.calls
        .collect(connection.userId())
        .whenComplete((done, failure) -> connection.loop().execute(this::collected));
    connection
        .loop()
        .schedule(this::mayCollect, BehindInboxes.AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void collected() {
    feed.position.doubt();
    readIfBehind();
  }

  private void mayCollect() {
    collects = false;
    collect(0);
  }
}
