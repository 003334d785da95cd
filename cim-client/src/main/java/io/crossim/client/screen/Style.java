package io.crossim.client.screen;

/** The looks that a part of a line can have. */
public enum Style {
  NAME("1;36"),
  COMMAND("36"),
  TIME("2"),
  NOTE("32"),
  ERROR("31"),
  MARK("1;30;43");

  private final String sgr;

  Style(String sgr) {
    this.sgr = sgr;
  }

  String paint(String text) {
    return "\u001b[" + sgr + "m" + text + "\u001b[0m";
  }
}
