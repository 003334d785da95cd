package io.crossim.client.command;

import io.crossim.client.bot.AiMode;
import io.crossim.client.screen.Screen;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :qai} */
@Component
@Order(6)
@RequiredArgsConstructor
final class QuitAiCommand implements Command {

  private final AiMode aiMode;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":qai");
  }

  @Override
  public String help() {
    return "ends AI mode";
  }

  @Override
  public void run(String argument) {
    aiMode.turn(false);
    screen.note("AI mode is off: messages are sent again");
  }
}
