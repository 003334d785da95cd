package io.crossim.common.setting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The properties that stand in doc/configuration.md, which is packed into this jar. A test holds
 * that page against the code, so that it can serve as the list.
 *
 * <p>Names are compared as Spring Boot does: {@code cim.user.userName} is {@code
 * cim.user.user-name}.
 */
final class DocumentedProperties {

  private static final String PAGE = "configuration.md";

  /** Sections whose properties every program takes. */
  private static final Set<String> COMMON = Set.of("Spring Boot's own", "Accepted, without effect");

  /** Properties with names of the user's below them. */
  private static final Set<String> MAPS = Set.of("cim.tracing.headers");

  private static final Pattern NAME = Pattern.compile("`([a-z]+(?:\\.[A-Za-z-]+)+)`");
  private static final Pattern OLD_NAME = Pattern.compile("`((?:app|offline)(?:\\.[a-z-]+)+)`");
  private static final Pattern INDEX = Pattern.compile("\\[\\d+]$");

  private final Map<String, Set<String>> bySection = new HashMap<>();

  private DocumentedProperties(String page) {
    String section = "";
    for (String line : page.lines().toList()) {
      if (line.startsWith("## ")) {
        section = line.substring(3);
      } else if (line.startsWith("| `")) {
        add(section, NAME, line.substring(0, line.indexOf(" |", 2)));
        add(section, OLD_NAME, line);
      } else if (COMMON.contains(section)) {
        add(section, NAME, line);
      }
    }
  }

  private void add(String section, Pattern pattern, String text) {
    Set<String> names = bySection.computeIfAbsent(section, key -> new LinkedHashSet<>());
    pattern.matcher(text).results().forEach(found -> names.add(found.group(1)));
  }

  static DocumentedProperties read() {
    try (InputStream page = DocumentedProperties.class.getResourceAsStream(PAGE)) {
      return new DocumentedProperties(
          new String(Objects.requireNonNull(page, PAGE).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names that a program takes, as they are documented. */
  Set<String> of(Program program) {
    Set<String> names = new LinkedHashSet<>();
    program.sections().forEach(section -> names.addAll(bySection.getOrDefault(section, Set.of())));
    COMMON.forEach(section -> names.addAll(bySection.getOrDefault(section, Set.of())));
    return names;
  }

  /** Whether a program takes a property, in any of its spellings. */
  boolean has(Program program, String name) {
    String wanted = uniform(INDEX.matcher(name).replaceFirst(""));
    return MAPS.stream().anyMatch(map -> wanted.startsWith(map + "."))
        || of(program).stream().map(DocumentedProperties::uniform).anyMatch(wanted::equals);
  }

  /** Whether a variable of the environment stands for a property of any program. */
  boolean hasVariable(String variable) {
    String wanted = variable.toUpperCase(Locale.ROOT).replaceFirst("_\\d+_?$", "");
    return MAPS.stream().anyMatch(map -> wanted.startsWith(asVariable(map) + "_"))
        || of(Program.ANY).stream()
            .anyMatch(name -> asVariable(name).equals(wanted) || compact(name).equals(wanted));
  }

  /** {@code CIM_SERVER_MAX_FRAME} for {@code cim.server.max-frame}. */
  static String asVariable(String name) {
    return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** {@code CIM_SERVER_MAXFRAME}, which Spring Boot takes too. */
  private static String compact(String name) {
    return asVariable(name.replace("-", ""));
  }

  private static String uniform(String name) {
    return name.replace("-", "").toLowerCase(Locale.ROOT);
  }
}
