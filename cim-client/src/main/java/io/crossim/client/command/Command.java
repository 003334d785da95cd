package io.crossim.client.command;

import io.crossim.common.result.CimException;
import java.util.List;

/** One thing that the console can do. Commands run one at a time, on the thread that reads. */
public interface Command {

  /** The words that call it, each with its colon; the first is the one that is listed. */
  List<String> names();

  /** What may follow the name, for the list of commands; empty if nothing does. */
  default String parameters() {
    return "";
  }

  /** What it does, in a few words. */
  String help();

  /**
   * Carries it out.
   *
   * @param argument what follows the name, without the blanks around it
   * @throws CimException if that cannot be; its message is shown
   */
  void run(String argument);

  /** Whether the console ends with it. */
  default boolean ends() {
    return false;
  }
}
