package io.crossim.client.screen;

import java.io.IOException;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** A terminal with line editing, completion of commands, and a history of typed lines. */
final class TerminalDevice implements Device {

  private final Terminal terminal;
  private final LongLineReader reader;
  private final boolean coloured;

  private volatile String prompt = "> ";
  private volatile Completion completion = line -> List.of();

  TerminalDevice(Terminal terminal, boolean coloured) throws IOException {
    this.terminal = terminal;
    this.coloured = coloured;
    this.reader = new LongLineReader(terminal);
    reader.setParser(plainWords());
    reader.setCompleter((reader, line, candidates) -> offer(line, candidates));
    // Otherwise "!" in ":q!" and in any text would call up earlier lines.
    reader.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
  }

  /** Without quotes and escapes: an apostrophe in a text must not ask for a second one. */
  private static DefaultParser plainWords() {
    DefaultParser parser = new DefaultParser();
    parser.setQuoteChars(new char[0]);
    parser.setEscapeChars(new char[0]);
    return parser;
  }

  private void offer(ParsedLine line, List<Candidate> candidates) {
    completion.of(line.line().substring(0, line.cursor())).stream()
        .map(Candidate::new)
        .forEach(candidates::add);
  }

  @Override
  public @Nullable String read() {
    try {
      return reader.readLine(prompt);
    } catch (EndOfFileException | UserInterruptException e) {
      return null;
    }
  }

  @Override
  public void print(String line) {
    reader.printAbove(line);
  }

  @Override
  public void complain(String line) {
    print(line);
  }

  @Override
  public boolean interactive() {
    return true;
  }

  @Override
  public boolean coloured() {
    return coloured;
  }

  @Override
  public void prompt(String prompt) {
    this.prompt = prompt;
  }

  @Override
  public void complete(Completion completion) {
    this.completion = completion;
  }

  @Override
  public boolean confirm(String question) {
    reader.setVariable(LineReader.DISABLE_HISTORY, true);
    try {
      return "y".equalsIgnoreCase(reader.readLine(question + " (y/n) ").strip());
    } catch (EndOfFileException | UserInterruptException e) {
      return false;
    } finally {
      reader.setVariable(LineReader.DISABLE_HISTORY, false);
    }
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      // the process ends; there is nobody left to tell
    }
  }
}
