package io.crossim.client.command;

import io.crossim.client.screen.Screen;
import io.crossim.client.screen.Style;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The list of what can be typed. */
@Component
@RequiredArgsConstructor
final class CommandHelp {

  private static final int COLUMN = 26;

  // A provider, because one of the commands shows this list.
  private final ObjectProvider<Command> commands;
  private final Screen screen;

  void show() {
    row("text", "sends text to everyone online");
    row("userId;;text", "sends text to one user");
    row("gID;;text", "sends text to the members of the group with this id");
    row("@name text", "sends text to one user who is online; @all text to everyone");
    for (Command command : commands.orderedStream().toList()) {
      row(usage(command), command.help());
    }
  }

  static String usage(Command command) {
    return (String.join(" | ", command.names()) + " " + command.parameters()).strip();
  }

  /** The words that completion offers. */
  List<String> names() {
    return commands.orderedStream().flatMap(command -> command.names().stream()).toList();
  }

  private void row(String usage, String help) {
    String padding = " ".repeat(Math.max(1, COLUMN - usage.length()));
    screen.line("  " + screen.paint(Style.COMMAND, usage) + padding + help);
  }
}
