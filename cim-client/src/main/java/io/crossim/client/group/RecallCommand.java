package io.crossim.client.group;

import io.crossim.client.chat.Chat;
import io.crossim.client.command.Arguments;
import io.crossim.client.command.Command;
import io.crossim.client.screen.Screen;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :rc groupId seq} */
@Component
@Order(20)
@RequiredArgsConstructor
final class RecallCommand implements Command {

  private static final String USAGE = ":rc groupId seq";

  private final Chat chat;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":rc");
  }

  @Override
  public String parameters() {
    return "groupId seq";
  }

  @Override
  public String help() {
    return "takes a message of yours back";
  }

  @Override
  public void run(String argument) {
    List<String> words = Arguments.words(argument, 2, 2, USAGE);
    long groupId = Arguments.groupId(words.get(0), USAGE);
    String place = words.get(1);
    long seq = Arguments.number("seq", place.startsWith("#") ? place.substring(1) : place, USAGE);
    chat.groups().recall(groupId, seq);
    screen.note("#" + seq + " is taken back");
  }
}
