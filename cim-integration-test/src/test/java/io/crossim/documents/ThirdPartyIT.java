package io.crossim.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * THIRD-PARTY.md lists what is in the jars. With {@code -Dcim.third-party.write=true} it writes the
 * page instead of comparing it.
 */
@DisabledIfSystemProperty(
    named = "cim.build",
    matches = "offline: true",
    disabledReason = "Maven makes the list only when it is online")
class ThirdPartyIT {

  private static final Path PAGE = Page.ROOT.resolve("THIRD-PARTY.md");

  @Test
  void thePageListsTheLibrariesInTheJars() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(ThirdPartyPage.BEGIN) + ThirdPartyPage.BEGIN.length();
    String table = ThirdPartyPage.table();
    if (Boolean.getBoolean("cim.third-party.write")) {
      Files.writeString(PAGE, page.substring(0, begin) + table);
    } else {
      assertThat(page.substring(begin)).isEqualTo(table);
    }
  }
}
