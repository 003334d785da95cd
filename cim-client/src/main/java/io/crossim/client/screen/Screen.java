package io.crossim.client.screen;

import io.crossim.client.chat.User;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** How things look: one line each, in colour where the device has it. Any thread may call. */
@Component
@RequiredArgsConstructor
public final class Screen {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DATE_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

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

  /** A message that came in, with the time at which it was written; with the date if not today. */
  public void message(User from, String text, Instant at) {
    device.print(time(at) + " " + user(from) + ": " + Printable.of(text));
  }

  /** A time; with the date if it is not today. */
  public String time(Instant at) {
    ZonedDateTime time = at.atZone(clock.getZone());
    boolean today = time.toLocalDate().equals(LocalDate.now(clock));
    return paint(Style.TIME, time.format(today ? TIME : DATE_AND_TIME));
  }

  /** What the bot answers. */
  public void answer(String text) {
    device.print(paint(Style.NAME, "AI") + ": " + Printable.of(text));
  }

  /** A user with the id that private messages go to. */
  public String user(User user) {
    return paint(Style.NAME, Printable.of(user.name())) + "(" + user.id() + ")";
  }

  /** A group with the id that lines go to. */
  public String group(long id, String name) {
    return paint(Style.NAME, Printable.of(name)) + "(g" + id + ")";
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
