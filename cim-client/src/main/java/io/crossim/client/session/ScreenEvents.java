package io.crossim.client.session;

import io.crossim.client.chat.Chat;
import io.crossim.client.chat.ChatEvents;
import io.crossim.client.chat.ChatState;
import io.crossim.client.chat.ChatStatus;
import io.crossim.client.chat.GroupEntry;
import io.crossim.client.chat.User;
import io.crossim.client.history.History;
import io.crossim.client.screen.Device;
import io.crossim.client.screen.GroupWords;
import io.crossim.client.screen.Screen;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows and notes what happens in the chat. */
@Component
@RequiredArgsConstructor
final class ScreenEvents implements ChatEvents {

  /** The time between two lines that say that the login has to wait. */
  private static final Duration WAITING_LINES = Duration.ofSeconds(3);

  private final Chat chat;
  private final History history;
  private final Screen screen;
  private final Device device;
  private final Clock clock;

  /** What was sent longer ago than that is shown with its own time. */
  private static final Duration WAITED = Duration.ofSeconds(5);

  /** Fails when the connection is given up. */
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private volatile boolean ready;
  private @Nullable Instant waitingShown;
  private boolean hinted;

  @Override
  public void onMessage(User from, String text, @Nullable Instant sentAt) {
    screen.message(from, text, shownTime(sentAt));
    history.received(chat.status().self(), from, text, sentAt);
  }

  @Override
  public void onGroup(GroupEntry entry) {
    User self = chat.status().self();
    String group = screen.group(entry.groupId(), entry.groupName());
    String place = " #" + entry.place() + " ";
    String what = GroupWords.of(entry, self, screen::user);
    screen.line(screen.time(shownTime(entry.at())) + " " + group + place + what);
    String plain = GroupWords.of(entry, self, GroupWords::plain);
    history.inGroup(
        self, entry.groupId(), entry.groupName(), "#" + entry.place() + " " + plain, entry.at());
  }

  private Instant shownTime(@Nullable Instant sentAt) {
    Instant now = clock.instant();
    return sentAt != null && sentAt.plus(WAITED).isBefore(now) ? sentAt : now;
  }

  @Override
  public void onPresence(long userId, boolean isOnline) {
    screen.note(userId + (isOnline ? " is online" : " is offline"));
  }

  @Override
  public void onGap(String what) {
    screen.note(what);
  }

  @Override
  public void onWarning(String what) {
    screen.note(what);
  }

  @Override
  public void onState(ChatState state, @Nullable String reason) {
    switch (state) {
      case READY -> {
        ready = true;
        screen.note(connected(chat.status()));
      }
      case RECONNECTING -> screen.note(state.words() + because(reason));
      case FAILED -> {
        // A first login that fails ends the console, which then says why.
        if (ready) {
          screen.error(state.words() + because(reason));
          if (device.interactive()) {
            screen.note(
                "nothing is sent or received any more; :q! ends this console, then start it again");
          }
        }
        ended.completeExceptionally(
            new CimException(ResultCode.FAILURE, state.words() + because(reason)));
      }
      case CLOSED -> ended.complete(null);
      case OFFLINE, CONNECTING -> {
        // nothing that a person has to know
      }
    }
  }

  @Override
  public synchronized void onWaiting(String reason) {
    Instant now = clock.instant();
    if (waitingShown == null || !now.isBefore(waitingShown.plus(WAITING_LINES))) {
      waitingShown = now;
      screen.note("waiting for the cluster: " + reason);
      if (!ready && !hinted) {
        Hints.of(reason)
            .ifPresent(
                hint -> {
                  hinted = true;
                  screen.note(hint);
                });
      }
    }
  }

  /**
   * Returns at once while the connection is not given up.
   *
   * @throws CimException if it is
   */
  void checkConnection() {
    if (ended.isCompletedExceptionally()) {
      awaitEnd();
    }
  }

  /**
   * Blocks until the chat is closed.
   *
   * @throws CimException if its connection is given up
   */
  void awaitEnd() {
    try {
      ended.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof CimException givenUp ? givenUp : e;
    }
  }

  private static String connected(ChatStatus status) {
    return status.server().isEmpty() ? "connected" : "connected to " + status.server();
  }

  private static String because(@Nullable String reason) {
    return reason == null ? "" : " (" + reason + ")";
  }
}
