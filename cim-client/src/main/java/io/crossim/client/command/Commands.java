package io.crossim.client.command;

import io.crossim.client.emoji.Emojis;
import io.crossim.client.screen.Screen;
import io.crossim.client.talk.Talk;
import io.crossim.common.result.CimException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/** Carries out what is typed: a command, or a text to be said. */
@Slf4j
@Component
public final class Commands {

  private final Map<String, Command> byName;
  private final CommandHelp help;
  private final Emojis emojis;
  private final Talk talk;
  private final Screen screen;

  Commands(List<Command> commands, CommandHelp help, Emojis emojis, Talk talk, Screen screen) {
    this.byName =
        commands.stream()
            .flatMap(command -> command.names().stream().map(name -> Map.entry(name, command)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    this.help = help;
    this.emojis = emojis;
    this.talk = talk;
    this.screen = screen;
  }

  /** The words that completion offers. */
  public List<String> names() {
    return help.names();
  }

  /**
   * Carries out one line. What goes wrong is shown and harms nothing else.
   *
   * @return whether the console goes on
   */
  public boolean execute(String line) {
    return guarded(() -> parse(line));
  }

  /**
   * Carries out work that has no command of its own. What goes wrong is shown and harms nothing
   * else.
   *
   * @return true
   */
  public boolean carryOut(Runnable work) {
    return guarded(
        () -> {
          work.run();
          return true;
        });
  }

  private boolean guarded(BooleanSupplier work) {
    try {
      return work.getAsBoolean();
    } catch (CimException e) {
      screen.error(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.warn("a line could not be carried out", e);
      screen.error("that did not work: " + e.getMessage());
    }
    return true;
  }

  private boolean parse(String line) {
    if (line.isBlank()) {
      return true;
    }
    CommandLine typed = CommandLine.of(line);
    Command command = byName.get(typed.name());
    if (command != null) {
      command.run(typed.argument());
      return !command.ends();
    }
    if (typed.name().startsWith(":") && !emojis.startsWithAlias(line.strip())) {
      screen.error("unknown command " + typed.name() + "; these are known:");
      help.show();
      return true;
    }
    talk.say(line);
    return true;
  }
}
