package io.crossim.client.screen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;

/** Finds out whether a person sits at the standard streams. */
public final class Devices {

  private Devices() {}

  /**
   * The device of this process.
   *
   * @param onInterrupt runs on Ctrl-C while no line is being read
   */
  @SuppressWarnings("SystemConsoleNull") // the property keeps it null on a pipe
  public static Device open(Runnable onInterrupt) {
    Signals.register("INT", onInterrupt);
    // From JDK 22 on there would be a console on a pipe, too.
    System.setProperty("jdk.console", "java.base");
    if (System.console() == null) {
      return PipeDevice.standard();
    }
    try {
      Terminal terminal =
          TerminalBuilder.builder()
              .system(true)
              .dumb(false)
              .encoding(StandardCharsets.UTF_8)
              .build();
      if (terminal.getWidth() == 0 || terminal.getHeight() == 0) {
        // A terminal that a program holds often tells no size; nothing would fit on a line then.
        terminal.setSize(new Size(80, 24));
      }
      terminal.handle(Signal.INT, signal -> onInterrupt.run());
      return new TerminalDevice(terminal, System.getenv("NO_COLOR") == null);
    } catch (IOException | IllegalStateException e) {
      return PipeDevice.standard(); // a terminal that nobody knows still reads and prints lines
    }
  }
}
