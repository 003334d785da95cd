package io.crossim.client.session;

import io.crossim.client.chat.Chat;
import io.crossim.client.chat.ChatStatus;
import io.crossim.client.command.Commands;
import io.crossim.client.screen.Device;
import io.crossim.client.screen.Printable;
import io.crossim.client.screen.Screen;
import io.crossim.client.talk.Delays;
import io.crossim.client.talk.Outbox;
import io.crossim.client.talk.Talk;
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
  private final ConsoleCompletion completion;
  private final Talk talk;

  /**
   * Runs until the user quits or the input ends.
   *
   * @param listen whether it stays and receives when an input that is no terminal has ended
   * @throws CimException if the login is refused; or if the connection is given up, and is listened
   *     to, or lines of an input that is no terminal are to come
   */
  public void run(boolean listen) {
    chat.login(events);
    greet(chat.status());
    boolean quit = false;
    boolean anything = false;
    while (!quit) {
      String line = device.read();
      if (line == null) {
        endOfInput(anything, listen);
        return;
      }
      anything = true;
      quit = !carryOut(line.strip());
      if (!device.interactive()) {
        outbox.settle();
        if (!quit) {
          events.checkConnection();
        }
      }
    }
    dropDelayed();
  }

  /** Returns whether the console goes on. */
  private boolean carryOut(String line) {
    long lines = line.lines().count();
    if (lines < 2) {
      return commands.execute(line);
    }
    // Only a paste has several. It is a text, whatever its lines look like.
    if (device.confirm(lines + " lines were pasted. Send them as one message?")) {
      return commands.carryOut(() -> talk.say(line));
    }
    screen.note("nothing is sent");
    return true;
  }

  private void greet(ChatStatus status) {
    device.prompt(Printable.of(status.self().name()) + "> ");
    device.complete(completion);
    screen.note(
        "you are " + status.self().name() + " (" + status.self().id() + "); :all lists commands");
  }

  /** A script that has been read to its end is carried out to its end. */
  private void endOfInput(boolean anything, boolean listen) {
    if (device.interactive()) {
      dropDelayed();
      return;
    }
    delays.settle();
    outbox.settle();
    if (listen) {
      events.awaitEnd();
    } else if (!anything) {
      screen.note("the standard input is empty; with --listen the console stays and receives");
    }
  }

  private void dropDelayed() {
    int count = delays.count();
    if (count > 0) {
      screen.note(count + (count == 1 ? " delayed text is" : " delayed texts are") + " not sent");
    }
  }
}
