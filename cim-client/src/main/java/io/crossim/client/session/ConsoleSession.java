package io.crossim.client.session;

import io.crossim.client.chat.Chat;
import io.crossim.client.chat.ChatStatus;
import io.crossim.client.command.Commands;
import io.crossim.client.screen.Device;
import io.crossim.client.screen.Printable;
import io.crossim.client.screen.Screen;
import io.crossim.client.talk.Delays;
import io.crossim.client.talk.Outbox;
import io.crossim.common.result.CimException;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Logs in, carries out line by line, and ends. */
@Component
@RequiredArgsConstructor
public final class ConsoleSession {

  private final Device device;
  private final Chat chat;
  private final ScreenEvents events;
  private final Commands commands;
  private final Outbox outbox;
  private final Delays delays;
  private final Screen screen;

  /**
   * Runs until the user quits or the input ends.
   *
   * @throws CimException if the login is refused
   */
  public void run() {
    chat.login(events);
    greet(chat.status());
    boolean quit = false;
    while (!quit) {
      String line = device.read();
      if (line == null) {
        endOfInput();
        return;
      }
      quit = !commands.execute(line);
      if (!device.interactive()) {
        outbox.settle();
      }
    }
    dropDelayed();
  }

  private void greet(ChatStatus status) {
    device.prompt(Printable.of(status.self().name()) + "> ");
    device.complete(commands.names());
    screen.note(
        "you are " + status.self().name() + " (" + status.self().id() + "); :all lists commands");
  }

  /** A script that has been read to its end is carried out to its end. */
  private void endOfInput() {
    if (device.interactive()) {
      dropDelayed();
    } else {
      delays.settle();
      outbox.settle();
    }
  }

  private void dropDelayed() {
    int count = delays.count();
    if (count > 0) {
      screen.note(count + (count == 1 ? " delayed text is" : " delayed texts are") + " not sent");
    }
  }
}
