package io.crossim.client.preference;

import io.crossim.client.chat.Chat;
import io.crossim.client.chat.ConversationId;
import io.crossim.client.command.Arguments;
import io.crossim.client.command.Command;
import io.crossim.client.command.WholeNumber;
import io.crossim.client.screen.Screen;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :mute gID}, {@code :mute userId}, {@code :mute gID hours}, {@code :mute userId hours} */
@Component
@Order(23)
@RequiredArgsConstructor
final class MuteCommand implements Command {

  private static final String USAGE = ":mute gID, or :mute userId; hours may follow";

  /** A year: whoever wants longer names no hours. */
  private static final int MAX_HOURS = 8_784;

  private final Chat chat;
  private final Clock clock;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":mute");
  }

  @Override
  public String parameters() {
    return "gID|userId [hours]";
  }

  @Override
  public String help() {
    return "has your devices notify you of a group or a user no more";
  }

  @Override
  public void run(String argument) {
    List<String> words = Arguments.words(argument, 1, 2, USAGE);
    ConversationId conversation = ConversationArgument.parse(words.get(0), USAGE);
    if (words.size() < 2) {
      chat.preferences().mute(conversation, Optional.empty());
      screen.note(conversation + " is muted, until :unmute " + conversation);
      return;
    }
    int hours = WholeNumber.parse("hours", words.get(1), 1, MAX_HOURS);
    chat.preferences()
        .mute(conversation, Optional.of(clock.instant().plus(Duration.ofHours(hours))));
    screen.note(conversation + " is muted for " + hours + (hours == 1 ? " hour" : " hours"));
  }
}
