package io.crossim.route.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IndexPageTest {

  /** What a browser loads until somebody can sign in. */
  private static final int FIRST_LOAD = 60 << 10;

  /** The same, and everything to chat with; it comes while a name is typed. */
  private static final int WHOLE_LOAD = 84 << 10;

  private final PageFiles files = PageFiles.read();
  private final IndexPage index = new IndexPage(files);

  @Test
  void whatIsOpenedLaterIsNotLoadedFirst() {
    assertThat(index.firstModules())
        .startsWith("main.js")
        .contains("lib/preact.js", "lib/hooks.js", "lib/htm.js", "view/app.js", "view/sign-in.js")
        .doesNotContain("view/frame.js", "app/parts.js", "sdk/index.js", "i18n/zh.js");
  }

  @Test
  void theFirstLoadIsSmall() {
    Set<String> first = new HashSet<>(index.firstModules());
    assertThat(bytesOf(first)).isLessThanOrEqualTo(FIRST_LOAD);

    first.addAll(ModuleGraph.from("app/parts.js", files, IndexPage.NAMES));
    first.addAll(ModuleGraph.from("view/frame.js", files, IndexPage.NAMES));
    assertThat(first).contains("sdk/tabs.js", "lib/preact.js");
    assertThat(bytesOf(first)).isLessThanOrEqualTo(WHOLE_LOAD);
  }

  private int bytesOf(Set<String> modules) {
    return index.file().zipped().length
        + Stream.of(modules, Set.of("style.css", "icon.svg", "manifest.json"))
            .flatMap(Set::stream)
            .mapToInt(path -> files.all().get(path).zipped().length)
            .sum();
  }

  @Test
  void allFilesTogetherHaveADigest() {
    assertThat(files.digest()).matches("[0-9a-f]{16}").isEqualTo(PageFiles.read().digest());
  }

  @Test
  void commentsStayAtHome() {
    assertThat(files.text("main.js") + files.text("style.css") + files.text("sdk/index.js"))
        .doesNotContainPattern("(?m)^\\s*/[*/]");
    assertThat(files.text("lib/preact.js")).doesNotContain("sourceMappingURL");
  }
}
