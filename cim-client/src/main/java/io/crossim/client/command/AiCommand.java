package io.crossim.client.command;

import io.crossim.client.bot.AiMode;
import io.crossim.client.screen.Screen;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :ai} */
@Component
@Order(5)
@RequiredArgsConstructor
final class AiCommand implements Command {

  private final AiMode aiMode;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":ai");
  }

  @Override
  public String help() {
    return "lets the bot answer instead of sending";
  }

  @Override
  public void run(String argument) {
    aiMode.turn(true);
    screen.note("AI mode is on: the bot answers, nothing is sent; :qai ends it");
  }
}
