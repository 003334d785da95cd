package io.crossim.client.command;

import io.crossim.client.screen.Screen;
import io.crossim.client.talk.Delays;
import io.crossim.common.result.CimException;
import java.time.Duration;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :delay text seconds}: the last word is the time, all before it is the text. */
@Component
@Order(10)
@RequiredArgsConstructor
final class DelayCommand implements Command {

  private static final int LONGEST = (int) Duration.ofDays(7).toSeconds();

  private final Delays delays;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":delay");
  }

  @Override
  public String parameters() {
    return "text seconds";
  }

  @Override
  public String help() {
    return "sends text after that many seconds";
  }

  @Override
  public void run(String argument) {
    int end = argument.length();
    while (end > 0 && !Character.isWhitespace(argument.charAt(end - 1))) {
      end--;
    }
    String text = argument.substring(0, end).strip();
    if (text.isEmpty()) {
      throw CimException.invalid(
          ":delay", argument.isEmpty() ? "nothing" : argument, ":delay text seconds");
    }
    int seconds = WholeNumber.parse("seconds", argument.substring(end), 0, LONGEST);
    delays.sendAfter(text, Duration.ofSeconds(seconds));
    screen.note("to be sent in " + seconds + " s");
  }
}
