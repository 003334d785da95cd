package io.crossim.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages hang together: links lead somewhere, and both languages show the same examples. */
class PagesTest {

  @Test
  void everyLinkLeadsToAFileAndAHeading() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Page page : Page.all()) {
      for (String link : page.links()) {
        if (!link.matches("(https?|mailto):.*")) {
          links++;
          if (!leadsSomewhere(page, link)) {
            broken.add(page + ": " + link);
          }
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(links).isGreaterThan(100);
  }

  private static boolean leadsSomewhere(Page page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target =
        parts[0].isEmpty()
            ? page.path()
            : page.path().resolveSibling(parts[0]).toAbsolutePath().normalize();
    if (!target.startsWith(Page.ROOT) || !Files.exists(target)) {
      return false;
    }
    return parts.length == 1
        || new Page(target, Files.readString(target)).anchors().contains(parts[1]);
  }

  @ParameterizedTest
  @CsvSource({
    "README.md, README-zh.md",
    "doc/running.md, doc/zh/running.md",
    "doc/console.md, doc/zh/console.md",
    "doc/http-api.md, doc/zh/http-api.md",
    "doc/sdk.md, doc/zh/sdk.md",
    "doc/groups.md, doc/zh/groups.md",
    "doc/benchmark.md, doc/zh/benchmark.md"
  })
  void bothLanguagesShowTheSameExamples(String english, String chinese) throws IOException {
    assertThat(Page.read(chinese).codeBlocks())
        .isEqualTo(Page.read(english).codeBlocks())
        .isNotEmpty();
    assertThat(Page.read(chinese).text())
        .as("as many rows")
        .satisfies(text -> assertThat(rows(text)).isEqualTo(rows(Page.read(english).text())));
  }

  private static long rows(String text) {
    return text.lines().filter(line -> line.startsWith("| ")).count();
  }

  @ParameterizedTest
  @CsvSource({"README.md", "README-zh.md"})
  void aReadmeIsReadInAMinute(String page) throws IOException {
    assertThat(Page.read(page).text().lines().count()).isLessThanOrEqualTo(150);
  }

  /** Who starts at the README finds every page with one click or two. */
  @Test
  void everyPageIsLinkedFromTheReadmeOrFromAPageThatIs() throws IOException {
    TreeSet<String> reached = new TreeSet<>();
    for (String start : List.of("README.md", "README-zh.md")) {
      reached.add(start);
      for (Page page : linkedFrom(Page.read(start))) {
        reached.add(page.toString());
        linkedFrom(page).forEach(next -> reached.add(next.toString()));
      }
    }
    List<String> pages =
        Page.all().stream().map(Page::toString).filter(name -> !name.startsWith(".")).toList();
    assertThat(reached).containsAll(pages);
  }

  private static List<Page> linkedFrom(Page page) throws IOException {
    List<Page> pages = new ArrayList<>();
    for (String link : page.links()) {
      Path target = page.path().resolveSibling(link.replaceAll("#.*", "")).normalize();
      if (link.matches("[^:#]+\\.md(#.*)?")) {
        pages.add(new Page(target, Files.readString(target)));
      }
    }
    return pages;
  }

  @ParameterizedTest
  @CsvSource({"doc/sdk.md", "doc/zh/sdk.md"})
  void theProgramOnThePageIsTheOneThatIsTested(String page) throws IOException {
    assertThat(Page.read(page).text())
        .contains(Files.readString(Page.ROOT.resolve("doc/example/Greeter.java")));
  }
}
