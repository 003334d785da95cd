package io.crossim.client.screen;

import io.crossim.client.chat.User;
import java.time.Clock;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** How things look: one line each, in colour where the device has it. Any thread may call. */
@Component
@RequiredArgsConstructor
public final class Screen {

  private final Device device;
  private final Clock clock;

  /** A line as it is; its parts come from here or are {@link Printable}. */
  public void line(String text) {
    device.print(text);
  }

  /** What the console itself has to say. */
  public void note(String text) {
    device.print(paint(Style.NOTE, "* " + Printable.of(text)));
  }

  public void error(String text) {
    device.print(paint(Style.ERROR, "! " + Printable.of(text)));
  }

  /** A message that came in. */
  public void message(User from, String text) {
    String time = LocalTime.now(clock).truncatedTo(ChronoUnit.SECONDS).toString();
    // LocalTime leaves out seconds that are zero.
    String shown = time.length() == 5 ? time + ":00" : time;
    device.print(paint(Style.TIME, shown) + " " + user(from) + ": " + Printable.of(text));
  }

  /** What the bot answers. */
  public void answer(String text) {
    device.print(paint(Style.NAME, "AI") + ": " + Printable.of(text));
  }

  /** A user with the id that private messages go to. */
  public String user(User user) {
    return paint(Style.NAME, Printable.of(user.name())) + "(" + user.id() + ")";
  }

  public String paint(Style style, String text) {
    return device.coloured() ? style.paint(text) : text;
  }

  /** Marks every place where a pattern is found; in brackets where there is no colour. */
  public String mark(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .replaceAll(
            found ->
                java.util.regex.Matcher.quoteReplacement(
                    device.coloured()
                        ? Style.MARK.paint(found.group())
                        : "[" + found.group() + "]"));
  }
}
