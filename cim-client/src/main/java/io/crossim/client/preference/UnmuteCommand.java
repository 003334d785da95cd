package io.crossim.client.preference;

import io.crossim.client.chat.Chat;
import io.crossim.client.chat.ConversationId;
import io.crossim.client.command.Command;
import io.crossim.client.screen.Screen;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :unmute gID}, {@code :unmute userId} */
@Component
@Order(24)
@RequiredArgsConstructor
final class UnmuteCommand implements Command {

  private final Chat chat;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":unmute");
  }

  @Override
  public String parameters() {
    return "gID|userId";
  }

  @Override
  public String help() {
    return "has your devices notify you of it again";
  }

  @Override
  public void run(String argument) {
    ConversationId conversation =
        ConversationArgument.parse(argument, ":unmute gID, or :unmute userId");
    chat.preferences().unmute(conversation);
    screen.note(conversation + " is muted no more");
  }
}
