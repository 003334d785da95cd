package io.crossim.common.setting;

import java.util.Arrays;
import java.util.Set;

/** A program of CIM, and the sections of doc/configuration.md with the properties that it reads. */
public enum Program {
  ROUTE("cim-forward-route", "Routes and servers", "cim-forward-route"),
  SERVER("cim-server", "Routes and servers", "cim-server"),
  SINGLE_PROCESS("cim", "Routes and servers", "cim-forward-route", "cim-server", "cim-standalone"),
  CONSOLE("cim-client", "cim-client"),
  /** Reads what any of them reads. */
  ANY(
      "any",
      "Routes and servers",
      "cim-forward-route",
      "cim-server",
      "cim-standalone",
      "cim-client");

  private final String label;
  private final Set<String> sections;

  Program(String label, String... sections) {
    this.label = label;
    this.sections = Set.of(sections);
  }

  /** The program of a {@code spring.application.name}; {@link #ANY} for an unknown one. */
  public static Program named(String label) {
    return Arrays.stream(values())
        .filter(program -> program.label.equals(label))
        .findFirst()
        .orElse(ANY);
  }

  /** The name of its jar, or what it calls itself. */
  String label() {
    return label;
  }

  Set<String> sections() {
    return sections;
  }
}
