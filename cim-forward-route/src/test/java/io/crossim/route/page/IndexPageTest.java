package io.crossim.route.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IndexPageTest {

  /** For a first visit over a slow line. */
  private static final int MOST_BYTES = 60 * 1024;

  private final PageFiles files = PageFiles.read();
  private final IndexPage index = new IndexPage(files);

  @Test
  void whatIsOpenedLaterIsNotLoadedFirst() {
    assertThat(index.firstModules())
        .startsWith("main.js")
        .contains("lib/preact.js", "lib/hooks.js", "lib/htm.js", "sdk/index.js", "view/app.js")
        .doesNotContain("view/settings.js", "view/switcher.js", "view/emoji-picker.js");
  }

  @Test
  void theFirstLoadIsSmall() {
    Set<String> styles =
        files.all().keySet().stream()
            .filter(path -> path.endsWith(".css"))
            .collect(Collectors.toSet());
    int bytes =
        index.file().zipped().length
            + Stream.of(index.firstModules(), styles, Set.of("icon.svg", "manifest.json"))
                .flatMap(Set::stream)
                .mapToInt(path -> files.all().get(path).zipped().length)
                .sum();
    assertThat(bytes).isLessThanOrEqualTo(MOST_BYTES);
  }

  @Test
  void allFilesTogetherHaveADigest() {
    assertThat(files.digest()).matches("[0-9a-f]{16}").isEqualTo(PageFiles.read().digest());
  }

  @Test
  void everyStyleIsInTheDocument() {
    String html = new String(index.file().plain(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(files.all().keySet())
        .filteredOn(path -> path.endsWith(".css"))
        .allSatisfy(path -> assertThat(html).contains(path));
  }
}
