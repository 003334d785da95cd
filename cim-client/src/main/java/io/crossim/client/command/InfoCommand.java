package io.crossim.client.command;

import io.crossim.client.chat.Chat;
import io.crossim.client.chat.ChatStatus;
import io.crossim.client.screen.Printable;
import io.crossim.client.screen.Screen;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :info} */
@Component
@Order(8)
@RequiredArgsConstructor
final class InfoCommand implements Command {

  private final Chat chat;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":info");
  }

  @Override
  public String help() {
    return "shows who you are and where you are connected";
  }

  @Override
  public void run(String argument) {
    ChatStatus status = chat.status();
    screen.line("  id      " + status.self().id());
    screen.line("  name    " + Printable.of(status.self().name()));
    screen.line("  server  " + (status.server().isEmpty() ? "none" : status.server()));
    screen.line("  state   " + status.state().words());
  }
}
