package io.crossim.persistence.inbox.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.persistence.inbox.Cursor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The bounds that scripts repeat are those of the other stores. */
class CursorBoundsTest {

  @Test
  void scriptsBoundCursorsAsOtherStoresDo() throws IOException {
    assertThat(script("collect.lua"))
        .contains(
            "local MOST_CURSORS, PAIRS_LAST = %d, %d * DAY\n"
                .formatted(Cursor.MOST, Cursor.PAIRS_LAST.toDays()));
    assertThat(script("follow.lua")).contains("local MOST_CURSORS = %d\n".formatted(Cursor.MOST));
  }

  private static String script(String file) throws IOException {
    try (InputStream in = InboxCalls.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }
}
