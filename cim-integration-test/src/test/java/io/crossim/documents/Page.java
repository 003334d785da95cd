package io.crossim.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page in Markdown. */
record Page(Path path, String text) {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```[^\n]*\n.*?^ *```$");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

  static Page read(String path) throws IOException {
    return read(ROOT.resolve(path));
  }

  private static Page read(Path path) throws IOException {
    return new Page(path, Files.readString(path));
  }

  /** All pages of the project. */
  static List<Page> all() throws IOException {
    List<Page> pages = new ArrayList<>();
    for (String folder : List.of(".", ".github", "doc", "deploy/helm")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder), folder.equals(".") ? 1 : 9)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".md")).toList()) {
          pages.add(read(file.normalize()));
        }
      }
    }
    return pages;
  }

  /** The code blocks, without what a shell ignores: comments are in the language of the page. */
  List<String> codeBlocks() {
    return FENCED
        .matcher(text)
        .results()
        .map(block -> block.group().replaceAll("(?m) +# .*$", ""))
        .toList();
  }

  /** Where the links lead. */
  List<String> links() {
    String prose = CODE.matcher(FENCED.matcher(text).replaceAll("")).replaceAll("");
    return LINK.matcher(prose).results().map(link -> link.group(1)).toList();
  }

  /** The names by which the headings can be linked to, as GitHub makes them. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (MatchResult heading :
        HEADING.matcher(FENCED.matcher(text).replaceAll("")).results().toList()) {
      String anchor =
          heading
              .group(1)
              .strip()
              .replaceAll("\\[([^]]*)\\]\\([^)]*\\)", "$1")
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N}_ -]", "")
              .replace(' ', '-');
      int before = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }

  @Override
  public String toString() {
    return ROOT.relativize(path).toString();
  }
}
