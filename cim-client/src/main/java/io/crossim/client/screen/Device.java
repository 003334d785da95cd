package io.crossim.client.screen;

import org.jspecify.annotations.Nullable;

/** One terminal or pipe. One thread reads; any thread prints. */
public interface Device extends AutoCloseable {

  /**
   * The next line, without its end.
   *
   * @return null when there is none: the end of the input, Ctrl-D or Ctrl-C
   */
  @Nullable String read();

  /** Prints one line; a line that is being typed stays whole below it. */
  void print(String line);

  /** Says why the program ends, where such things are said. */
  void complain(String line);

  /** Whether a person types here. If not, lines are carried out strictly one after the other. */
  boolean interactive();

  /** Whether ANSI colours are understood. */
  boolean coloured();

  /** Sets what stands before a line that is typed. */
  void prompt(String prompt);

  /** Sets what completion offers. */
  void complete(Completion completion);

  /** Asks a question of yes or no; no where nobody is there to answer. */
  boolean confirm(String question);

  @Override
  void close();
}
