package io.crossim.common.setting;

import java.util.Arrays;
import java.util.Locale;

/** The words in which every program tells of a setting that it cannot read. */
public final class SettingWords {

  private SettingWords() {}

  /** What is expected of a property of this type. */
  public static String expected(Class<?> type) {
    if (type.isEnum()) {
      return String.join(
          ", ",
          Arrays.stream(type.getEnumConstants())
              .map(value -> value.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
              .toList());
    }
    return switch (type.getSimpleName()) {
      case "Integer", "int", "Long", "long" -> "a whole number";
      case "Boolean", "boolean" -> "true or false";
      case "Duration" -> "a time such as 500ms, 10s or 2m";
      case "InetAddress" -> "an address of this machine, such as 127.0.0.1";
      case "DataSize" -> "a size such as 64KB or 1MB";
      case "Double", "double", "Float", "float" -> "a number";
      default -> "a " + type.getSimpleName();
    };
  }

  /**
   * A YAML file of the configuration that cannot be read. Spring Boot does not tell which one.
   *
   * @param place such as {@code ", line 3, column 1"}; empty where it is not known
   */
  public static String brokenYaml(String place, String problem) {
    return "application.yaml, or another YAML file of the configuration"
        + place
        + ": "
        + problem
        + " (expected: valid YAML)";
  }
}
