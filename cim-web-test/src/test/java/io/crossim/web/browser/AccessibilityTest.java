package io.crossim.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Axe finds nothing on any view, in any colours and language (WCAG 2.2 AA, and good practice). */
class AccessibilityTest extends BrowserTest {

  private static final List<String> TAGS =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  static Stream<Look> looks() {
    return Stream.of("en-GB", "zh-CN")
        .flatMap(tag -> Stream.of(Look.USUAL.in(tag), Look.USUAL.in(tag).dark()));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void axeFindsNothing(Look look) {
    String suffix = " " + look.language() + (look.isDark() ? " dark" : "");
    try (Visitor ann = visitor(look);
        Visitor ben = visitor()) {
      ann.page().locator("#name").waitFor();
      assertNothingFound(ann, "SIGN_IN, " + look);
      Scene.play(ann, "ann" + suffix, ben, "ben" + suffix);
      for (View view : View.values()) {
        view.show(ann);
        assertNothingFound(ann, view + ", " + look);
        view.leave(ann);
      }
      assertThat(ann.complaints()).isEmpty();
    }
  }

  private static void assertNothingFound(Visitor visitor, String where) {
    List<Rule> found = new AxeBuilder(visitor.page()).withTags(TAGS).analyze().getViolations();
    assertThat(found)
        .as(where)
        .extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml())
        .isEmpty();
  }
}
