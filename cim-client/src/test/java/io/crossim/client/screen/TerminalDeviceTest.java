package io.crossim.client.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.terminal.impl.ExternalTerminal;
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
      device.complete(List.of(":all", ":emoji"));

      assertThat(device.read()).isEqualTo(":emoji 1");
    }
  }

  @Test
  void printsAboveTheLine() throws IOException {
    try (TerminalDevice device = device("x\r")) {
      device.print("bob: hi");

      assertThat(out.toString(StandardCharsets.UTF_8)).contains("bob: hi");
    }
  }

  private TerminalDevice device(String typed) throws IOException {
    return new TerminalDevice(
        new ExternalTerminal(
            "test",
            "xterm",
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
            out,
            StandardCharsets.UTF_8),
        true);
  }
}
