package io.crossim.client.session;

import io.crossim.client.chat.Chat;
import io.crossim.client.chat.User;
import io.crossim.client.command.Commands;
import io.crossim.client.emoji.EmojiPages;
import io.crossim.client.screen.Completion;
import io.crossim.common.result.CimException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Completes commands, emoji, ids of the user's groups, and the names of those who are online. */
@Component
@RequiredArgsConstructor
final class ConsoleCompletion implements Completion {

  /** More are no help to anyone. */
  private static final int MOST = 100;

  private static final Pattern NAME_COMMAND = Pattern.compile(":[pq]u\\s+(\\S*)");
  private static final Pattern GROUP_COMMAND = Pattern.compile("(?::g[adhmqrt]|:rc)\\s+(\\S*)");
  private static final Pattern MUTE_COMMAND = Pattern.compile(":(?:un)?mute\\s+(g\\d*)");
  private static final Pattern EMOJI = Pattern.compile("(?:.*\\s)?(:\\S+)", Pattern.DOTALL);

  private final Commands commands;
  private final EmojiPages emoji;
  private final Chat chat;

  @Override
  public List<String> of(String line) {
    return words(line).distinct().limit(MOST).toList();
  }

  private Stream<String> words(String line) {
    if (line.startsWith("@") && line.indexOf(' ') < 0) {
      return Stream.concat(Stream.of("@all"), names().map(name -> "@" + name))
          .filter(word -> word.startsWith(line));
    }
    Matcher groupCommand = GROUP_COMMAND.matcher(line);
    if (groupCommand.matches()) {
      return groups().filter(id -> id.startsWith(groupCommand.group(1)));
    }
    Matcher muteCommand = MUTE_COMMAND.matcher(line);
    if (muteCommand.matches()) {
      return groups().map(id -> "g" + id).filter(id -> id.startsWith(muteCommand.group(1)));
    }
    Matcher nameCommand = NAME_COMMAND.matcher(line);
    if (nameCommand.matches()) {
      return names().filter(name -> name.startsWith(nameCommand.group(1)));
    }
    Stream<String> aliases = aliases(line);
    return line.startsWith(":")
        ? Stream.concat(commands.names().stream().filter(word -> word.startsWith(line)), aliases)
        : aliases;
  }

  private Stream<String> aliases(String line) {
    Matcher begun = EMOJI.matcher(line);
    return begun.matches() ? emoji.aliases(begun.group(1)).stream() : Stream.empty();
  }

  /** Those of the user; none where the route does not say. */
  private Stream<String> groups() {
    try {
      return chat.groups().list().stream().map(group -> Long.toString(group.id()));
    } catch (CimException e) {
      return Stream.empty();
    }
  }

  /** Nobody where the route does not say: a tab is no place for an error. */
  private Stream<String> names() {
    try {
      return chat.onlineUsers().stream().map(User::name);
    } catch (CimException e) {
      return Stream.empty();
    }
  }
}
