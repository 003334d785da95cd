package io.crossim.client.screen;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Input and output without a terminal. The one class that uses the standard streams. */
public final class PipeDevice implements Device {

  private final BufferedReader in;
  private final PrintStream out;
  private final PrintStream err;

  private PipeDevice(InputStream in, PrintStream out, PrintStream err) {
    this.in = new BufferedReader(new InputStreamReader(in, UTF_8));
    this.out = out;
    this.err = err;
  }

  /** A device over streams of UTF-8. */
  public static PipeDevice over(InputStream in, OutputStream out, OutputStream err) {
    return new PipeDevice(in, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }

  /** The standard streams, in UTF-8 whatever the locale: chats are not ASCII. */
  public static PipeDevice standard() {
    InputStream in = StandardInput.isOpen() ? System.in : InputStream.nullInputStream();
    return over(in, System.out, System.err);
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
  public void complete(Completion completion) {
    // nobody types here
  }

  @Override
  public boolean confirm(String question) {
    return false;
  }

  @Override
  public void close() {
    out.flush();
    err.flush();
  }
}
