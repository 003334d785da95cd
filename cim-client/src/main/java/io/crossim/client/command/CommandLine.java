package io.crossim.client.command;

/**
 * A line that begins with a colon.
 *
 * @param name the first word
 * @param argument the rest, without the blanks around it
 */
record CommandLine(String name, String argument) {

  static CommandLine of(String line) {
    String stripped = line.strip();
    int end = 0;
    while (end < stripped.length() && !Character.isWhitespace(stripped.charAt(end))) {
      end++;
    }
    return new CommandLine(stripped.substring(0, end), stripped.substring(end).strip());
  }
}
