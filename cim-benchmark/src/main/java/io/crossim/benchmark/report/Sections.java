package io.crossim.benchmark.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** The sections of a page, by their headings; what stands before the first has none. */
final class Sections {

  private static final String HEADING = "(?m)^(?=## )";

  private final Map<String, String> byHeading = new LinkedHashMap<>();

  private Sections(String page) {
    for (String section : page.split(HEADING, -1)) {
      byHeading.put(heading(section), section);
    }
  }

  private static String heading(String section) {
    return section.startsWith("## ") ? section.lines().findFirst().orElse("") : "";
  }

  /**
   * A page with those sections of another one that were measured. A section that is new comes too.
   *
   * @param mark stands in sections that were not measured
   */
  static String replaced(String page, String measured, String mark) {
    Map<String, String> sections = new Sections(page).byHeading;
    new Sections(measured)
        .byHeading.forEach(
            (heading, section) -> {
              boolean isKept = heading.isEmpty() || section.contains(mark);
              if (!isKept || !sections.containsKey(heading)) {
                sections.put(heading, section);
              }
            });
    return String.join("", sections.values());
  }
}
