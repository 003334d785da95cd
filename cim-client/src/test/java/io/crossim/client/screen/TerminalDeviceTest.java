package io.crossim.client.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class TerminalDeviceTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void readsTextAsItIsTyped() throws IOException {
    try (TerminalDevice device = device("it's \"here\\now\" !x!!\r:q!\r")) {
      assertThat(device.read()).isEqualTo("it's \"here\\now\" !x!!");
      assertThat(device.read()).isEqualTo(":q!");
    }
  }

  @Test
  void endsWithTheInput() throws IOException {
    try (TerminalDevice device = device("")) {
      assertThat(device.read()).isNull();
    }
  }

  @Test
  void completesCommands() throws IOException {
    try (TerminalDevice device = device(":em\t1\r")) {
      device.complete(
          line -> Stream.of(":all", ":emoji").filter(word -> word.startsWith(line)).toList());

      assertThat(device.read()).isEqualTo(":emoji 1");
    }
  }

  @Test
  void completesNamesWithBlanks() throws IOException {
    try (TerminalDevice device = device("@ann\thello\r")) {
      device.complete(line -> List.of("@ann lee"));

      assertThat(device.read()).isEqualTo("@ann lee hello");
    }
  }

  @Test
  void readsAPasteOfSeveralLinesAsOne() throws IOException {
    try (TerminalDevice device = device("\u001b[200~one\rtwo\u001b[201~\ry\rn\r")) {
      assertThat(device.read()).isEqualTo("one\ntwo");
      assertThat(device.confirm("Send them?")).isTrue();
      assertThat(device.confirm("And now?")).isFalse();
      assertThat(device.confirm("And at the end?")).isFalse();
    }
  }

  /** Each redraw costs time that grows with the line. */
  @Test
  void redrawsALongLineSeldom() throws IOException {
    AtomicInteger drawn = new AtomicInteger();
    String line = "x".repeat(20_000);
    LongLineReader reader = new LongLineReader(terminal(line + "\r"));
    reader.setHighlighter(
        (self, buffer) -> {
          drawn.incrementAndGet();
          return new AttributedString(buffer);
        });

    assertThat(reader.readLine("> ")).isEqualTo(line);
    assertThat(drawn).hasValueLessThan(1_000);
  }

  @Test
  void printsAboveTheLine() throws IOException {
    try (TerminalDevice device = device("x\r")) {
      device.print("bob: hi");

      assertThat(out.toString(StandardCharsets.UTF_8)).contains("bob: hi");
    }
  }

  private TerminalDevice device(String typed) throws IOException {
    return new TerminalDevice(terminal(typed), true);
  }

  private Terminal terminal(String typed) throws IOException {
    return new ExternalTerminal(
        "test",
        "xterm",
        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
        out,
        StandardCharsets.UTF_8);
  }
}
