package io.crossim.persistence.inbox.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.AppendOutcome.Status;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxPage.Continuity;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.InboxStoreContract;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.StoredMessage;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedInboxStoreTest extends InboxStoreContract {

  private static final long USER = 42;

  @TempDir private Path directory;
  private int opened;

  @Override
  protected InboxStore open(InboxLimits limits) {
    return store(directory.resolve("inboxes-" + opened++), limits);
  }

  @Test
  void everythingIsThereAfterAnOrderlyEnd() {
    Path files = directory.resolve("again");
    AppendOutcome last;
    try (InboxStore store = store(files, InboxLimits.DEFAULT)) {
      Await.result(store.append(List.of(message("a"))));
      last = Await.result(store.append(List.of(message("b")))).get(0);
    }
    try (InboxStore store = store(files, InboxLimits.DEFAULT)) {
      InboxQuery query =
          new InboxQuery(USER, "v2", new Position(last.epoch(), 2, last.messageId()), 9);
      assertThat(Await.result(store.read(List.of(query))).get(0).continuity())
          .isEqualTo(Continuity.KEPT);
      assertThat(Await.result(store.append(List.of(message("a")))).get(0).status())
          .isEqualTo(Status.DUPLICATE);
      assertThat(Await.result(store.append(List.of(message("c")))).get(0).seq()).isEqualTo(3);
    }
  }

  @Test
  void whatWasAnsweredIsThereAfterTheProcessWasKilled() throws Exception {
    Path files = directory.resolve("killed");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                AppendForever.class.getName(),
                files.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> answered = new ArrayList<>();
    try (BufferedReader lines = child.inputReader()) {
      while (answered.size() < 2_000) {
        answered.add(lines.readLine());
      }
      child.toHandle().destroyForcibly(); // unlike the process's own, it leaves the output open
      lines.lines().forEach(answered::add);
    }
    try (InboxStore store = store(files, InboxLimits.DEFAULT)) {
      InboxPage page =
          Await.result(store.read(List.of(new InboxQuery(USER, "v2", null, Integer.MAX_VALUE))))
              .get(0);
      List<String> kept =
          page.messages().stream().map(m -> new String(m.payload(), UTF_8)).toList();
      // The last line may have been cut off by the kill.
      assertThat(kept).containsAll(answered.subList(0, answered.size() - 1));
      assertThat(page.messages())
          .extracting(StoredMessage::seq)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, kept.size()).boxed().toList());
      assertThat(Await.result(store.append(List.of(message(answered.get(0))))).get(0).status())
          .isEqualTo(Status.DUPLICATE);
    }
  }

  @Test
  void aSecondOpenerIsToldWhichDirectoryIsInUse() {
    Path files = directory.resolve("shared");
    try (InboxStore first = store(files, InboxLimits.DEFAULT)) {
      assertThat(Await.result(first.append(List.of(message("a"))))).hasSize(1);
      assertThatThrownBy(() -> store(files, InboxLimits.DEFAULT))
          .isInstanceOf(CimException.class)
          .hasMessageContaining("cim.data.directory")
          .hasMessageContaining(files.toString());
    }
  }

  @Test
  void brokenFilesAreSaidToBeBroken() throws Exception {
    Path files = directory.resolve("broken");
    store(files, InboxLimits.DEFAULT).close();
    Files.writeString(files.resolve("CURRENT"), "no such manifest\n");

    assertThatThrownBy(() -> store(files, InboxLimits.DEFAULT))
        .isInstanceOf(CimException.class)
        .hasMessageContaining(files.toString());
  }

  private static InboxStore store(Path directory, InboxLimits limits) {
    return new EmbeddedInboxStore(directory, limits, InstantSource.system(), false);
  }

  private static Append message(String text) {
    return new Append(USER, "7:" + text, text.getBytes(UTF_8));
  }
}
