package io.crossim.client.talk;

import io.crossim.client.bot.AiMode;
import io.crossim.client.bot.Bot;
import io.crossim.client.chat.Chat;
import io.crossim.client.chat.Receipt;
import io.crossim.client.chat.User;
import io.crossim.client.emoji.Emojis;
import io.crossim.client.history.History;
import io.crossim.client.screen.Screen;
import io.crossim.common.result.CimException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/**
 * Says what was typed: to everyone, to one user, in a group, or to the bot. Any thread may call.
 */
@Component
@RequiredArgsConstructor
public final class Talk {

  private final Chat chat;
  private final Addressing addressing;
  private final Bot bot;
  private final AiMode aiMode;
  private final Emojis emojis;
  private final History history;
  private final Outbox outbox;
  private final Screen screen;

  /** Whether the last message to everyone went to no one. */
  private final AtomicBoolean alone = new AtomicBoolean();

  /**
   * Says one line. It does not wait for an answer; what goes wrong is shown when it is known.
   *
   * @throws CimException if the line cannot be meant
   */
  public void say(String line) {
    if (aiMode.isOn()) {
      screen.answer(bot.answer(Addressing.textOf(line)));
    } else {
      send(addressing.of(line));
    }
  }

  /**
   * Finds out now whom a line is for that is sent later.
   *
   * @throws CimException if the line cannot be meant
   */
  Addressed address(String line) {
    return addressing.of(line);
  }

  /** Sends, AI mode or not. It does not wait for an answer. */
  void send(Addressed addressed) {
    String text = emojis.replace(addressed.text());
    User self = chat.status().self();
    long id = addressed.id();
    switch (addressed.to()) {
      case USER -> {
        CompletableFuture<Void> sent =
            chat.sendTo(id, text).thenAccept(receipt -> show(id, receipt));
        outbox.add(noted(sent, self, Long.toString(id), text), text);
      }
      case GROUP -> {
        CompletableFuture<Void> sent =
            chat.groups().send(id, text).thenAccept(place -> showPlace(id, place));
        outbox.add(noted(sent, self, "g" + id, text), text);
      }
      case ALL -> {
        CompletableFuture<Void> sent = chat.sendToAll(text).thenAccept(this::showToAll);
        outbox.add(noted(sent, self, "all", text), text);
      }
    }
  }

  /** Says the place, by which a message can be taken back. */
  private void showPlace(long groupId, long place) {
    if (place > 0) {
      screen.note("to g" + groupId + ": #" + place);
    }
  }

  /** Says that nobody is there when that begins, not at each line. */
  private void showToAll(Receipt receipt) {
    boolean isAlone = receipt == Receipt.NOBODY;
    if (alone.getAndSet(isAlone) != isAlone && isAlone) {
      screen.note("nobody else is online: the message went to no one");
    }
  }

  private void show(long receiver, Receipt receipt) {
    switch (receipt) {
      case DELIVERED -> screen.note("to " + receiver + ": delivered");
      case STORED -> screen.note("to " + receiver + ": stored, not delivered yet");
      case SENT, NOBODY -> {
        // an older cluster, which says no more
      }
    }
  }

  private CompletableFuture<Void> noted(
      CompletableFuture<Void> sent, User self, String to, String text) {
    return sent.thenRun(() -> history.sent(self, to, text));
  }
}
