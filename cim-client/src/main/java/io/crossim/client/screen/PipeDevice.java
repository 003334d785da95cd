package io.crossim.client.screen;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Input and output without a terminal. The one class that uses the standard streams. */
public final class PipeDevice implements Device {

  private final BufferedReader in;
  private final PrintStream out;
  private final PrintStream err;

  public PipeDevice(InputStream in, PrintStream out, PrintStream err, Charset charset) {
    this.in = new BufferedReader(new InputStreamReader(in, charset));
    this.out = out;
    this.err = err;
  }

  /** The standard streams, in the charset of the platform. */
  public static PipeDevice standard() {
    Charset charset = platformCharset();
    return new PipeDevice(
        System.in,
        new PrintStream(System.out, true, charset),
        new PrintStream(System.err, true, charset),
        charset);
  }

  /** Never ASCII: without a locale it is UTF-8, because chats are not ASCII. */
  static Charset platformCharset() {
    Charset charset =
        Charset.forName(System.getProperty("native.encoding", StandardCharsets.UTF_8.name()));
    return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
  }

  @Override
  public @Nullable String read() {
    try {
      return in.readLine();
    } catch (IOException e) {
      return null; // an input that broke has ended
    }
  }

  @Override
  public synchronized void print(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public synchronized void complain(String line) {
    err.println(line);
    err.flush();
  }

  @Override
  public boolean interactive() {
    return false;
  }

  @Override
  public boolean coloured() {
    return false;
  }

  @Override
  public void prompt(String prompt) {
    // nobody types here
  }

  @Override
  public void complete(List<String> words) {
    // nobody types here
  }

  @Override
  public void close() {
    out.flush();
    err.flush();
  }
}
