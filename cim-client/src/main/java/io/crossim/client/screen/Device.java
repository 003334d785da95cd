package io.crossim.client.screen;

import java.util.List;
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

  /** Sets the words that completion offers at the beginning of a line. */
  void complete(List<String> words);

  @Override
  void close();
}
