package io.crossim.persistence.inbox.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Reference;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.AppendOutcome.Status;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.Follow;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.FollowedPage;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxPage.Continuity;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.InboxStoreContract;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.StoredMessage;
import io.crossim.persistence.inbox.memory.MemoryInboxStore;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
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

  @Test
  void aCallThatFailsLeavesTheOthersOfItsGroupAlone() {
    CountDownLatch together = new CountDownLatch(1);
    InstantSource clock =
        () -> {
          await(together);
          return Instant.now();
        };
    try (InboxStore store =
        new EmbeddedInboxStore(directory.resolve("group"), InboxLimits.DEFAULT, clock, true)) {
      var first = store.append(List.of(message("a")));
      var second = store.append(List.of(message("b")));
      var broken = store.append(new Broken(List.of(message("c"), message("d"))));
      var third = store.append(List.of(message("d"), message("a")));
      var page = store.read(List.of(new InboxQuery(USER, "v2", null, 9)));
      together.countDown();

      assertThat(Await.result(first).get(0).seq()).isEqualTo(1);
      assertThat(Await.result(second).get(0).seq()).isEqualTo(2);
      assertThatThrownBy(() -> Await.result(broken)).isInstanceOf(UnavailableException.class);
      assertThat(Await.result(third).get(0).seq()).isEqualTo(3);
      assertThat(Await.result(third).get(0).status()).isEqualTo(Status.STORED);
      assertThat(Await.result(third).get(1).status()).isEqualTo(Status.DUPLICATE);
      assertThat(Await.result(page).get(0).messages()).hasSize(3);
    }
  }

  @Test
  void pagesAreAnsweredBeforeMoreOfThemAreReadThanFit() throws Exception {
    Path files = directory.resolve("large");
    try (InboxStore store = store(files, InboxLimits.DEFAULT)) {
      for (int i = 0; i < 30; i++) {
        Await.result(store.append(List.of(new Append(USER, "7:" + i, new byte[100_000]))));
      }
    }
    CountDownLatch together = new CountDownLatch(1);
    InstantSource clock =
        () -> {
          await(together);
          return Instant.now();
        };
    try (InboxStore store = new EmbeddedInboxStore(files, InboxLimits.DEFAULT, clock, false)) {
      List<CompletableFuture<List<InboxPage>>> pages = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        pages.add(store.read(List.of(new InboxQuery(USER, "v2", null, 100))));
      }
      CompletableFuture<Long> readBefore =
          pages.get(10).thenApply(page -> pages.stream().filter(CompletableFuture::isDone).count());
      together.countDown();

      assertThat(readBefore.get()).isBetween(11L, 12L);
      assertThat(Await.result(pages.get(19)).get(0).messages()).hasSize(30);
    }
  }

  @Test
  void moreBytesThanFitDoNotWait() {
    CountDownLatch together = new CountDownLatch(1);
    InstantSource clock =
        () -> {
          await(together);
          return Instant.now();
        };
    byte[] large = new byte[8 << 20];
    List<CompletableFuture<List<AppendOutcome>>> calls = new ArrayList<>();
    try (InboxStore store =
        new EmbeddedInboxStore(directory.resolve("waiting"), InboxLimits.DEFAULT, clock, false)) {
      for (int i = 0; i < 9; i++) {
        calls.add(store.append(List.of(new Append(USER + i, "7:" + i, large))));
      }
      assertThat(calls.get(8)).isCompletedExceptionally();
      together.countDown();
      assertThat(Await.result(calls.get(0)).get(0).status()).isEqualTo(Status.STORED);
    }
  }

  @Test
  void inboxesThatBeginTogetherHaveEpochsOfTheirOwn() {
    try (InboxStore store = store(directory.resolve("epochs"), InboxLimits.DEFAULT)) {
      List<Append> batch =
          LongStream.range(0, 100).mapToObj(i -> new Append(i, "7:a", new byte[1])).toList();
      assertThat(Await.result(store.append(batch)))
          .extracting(AppendOutcome::epoch)
          .doesNotHaveDuplicates()
          .allMatch(epoch -> epoch.length() == 16); // 96 bits
    }
  }

  @Test
  void closeCarriesOutWhatWaitsAndLaterCallsFail() {
    InboxStore store = store(directory.resolve("closing"), InboxLimits.DEFAULT);
    List<CompletableFuture<List<AppendOutcome>>> calls = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      calls.add(store.append(List.of(message("m" + i))));
    }
    store.close();

    assertThat(calls)
        .allMatch(CompletableFuture::isDone)
        .extracting(call -> Await.result(call).get(0).seq())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 1_000).boxed().toList());
    CompletableFuture<List<AppendOutcome>> late = store.append(List.of(message("late")));
    assertThatThrownBy(() -> Await.result(late))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("closed");
    store.close();
  }

  @Test
  void aLongTrimTakesAwayAsMuchAsAShortOne() {
    try (InboxStore store = store(directory.resolve("trim"), InboxLimits.DEFAULT)) {
      List<Append> many = IntStream.range(0, 3_000).mapToObj(i -> message("m" + i)).toList();
      String epoch = Await.result(store.append(many)).get(0).epoch();
      for (long seq : new long[] {1, 10, 2_500}) {
        Await.result(store.acknowledge(List.of(new Acknowledgement(USER, "v2", epoch, seq))));
        InboxQuery query = new InboxQuery(USER, "new", null, 9_000);
        assertThat(Await.result(store.read(List.of(query))).get(0).messages())
            .extracting(StoredMessage::seq)
            .containsExactlyElementsOf(LongStream.rangeClosed(seq + 1, 3_000).boxed().toList());
      }
    }
  }

  @Test
  void idsAreRememberedForADayAndForgottenLater() {
    MovedClock clock = new MovedClock();
    InboxLimits limits = InboxLimits.DEFAULT;
    try (InboxStore store =
        new EmbeddedInboxStore(directory.resolve("days"), limits, clock, false)) {
      assertThat(status(store, "a")).isEqualTo(Status.STORED);
      clock.move(Duration.ofDays(1));
      assertThat(status(store, "a")).isEqualTo(Status.DUPLICATE);
      assertThat(status(store, "b")).isEqualTo(Status.STORED);
      clock.move(Duration.ofDays(1));
      assertThat(status(store, "b")).isEqualTo(Status.DUPLICATE);
      assertThat(status(store, "a")).isEqualTo(Status.STORED);
    }
    try (InboxStore store =
        new EmbeddedInboxStore(directory.resolve("days"), limits, clock, false)) {
      assertThat(status(store, "b")).isEqualTo(Status.DUPLICATE);
      assertThat(status(store, "a")).isEqualTo(Status.DUPLICATE);
      clock.move(Duration.ofDays(2));
      assertThat(status(store, "b")).isEqualTo(Status.STORED);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void cursorsReferencesAndABehindInboxAreThereAgain() {
    Path files = directory.resolve("cursors");
    ConversationId group = ConversationId.group(7);
    Place one = new Place(1, 10);
    InboxLimits small = new InboxLimits(Duration.ofDays(30), 1);
    try (InboxStore store = store(files, small)) {
      Await.result(
          store.collect(
              List.of(
                  new Collect(USER, group, Place.START, one, List.of(one)),
                  new Collect(USER, group, one, new Place(2, 20), List.of(new Place(2, 20))))));
    }
    try (InboxStore store = store(files, small)) {
      InboxPage page =
          Await.result(store.read(List.of(new InboxQuery(USER, "v2", null, 9)))).get(0);
      assertThat(page.messages()).hasSize(1);
      assertThat(page.messages().get(0).reference()).isEqualTo(new Reference(group, one));
      assertThat(page.behind()).isTrue();
      assertThat(mayLack(store)).isTrue();
      FollowedPage followed = Await.result(store.followed(USER, "", 9));
      assertThat(followed.followed())
          .singleElement()
          .satisfies(cursor -> assertThat(cursor.cursor()).isEqualTo(one));
      Await.result(store.caughtUp(USER, followed.overflow()));
    }
    try (InboxStore store = store(files, small)) {
      assertThat(mayLack(store)).isTrue(); // by its group
      assertThat(Await.result(store.followed(USER, "", 9)).isBehind()).isFalse();
    }
  }

  private static boolean mayLack(InboxStore store) {
    return Await.result(store.states(List.of(new InboxDevice(USER, "v2")))).get(0).mayLack();
  }

  @Test
  void aCursorThatWasNotTouchedForAnHourGoesUnlessItWasTouchedSince() {
    MovedClock clock = new MovedClock();
    ConversationId group = ConversationId.group(7);
    for (boolean inMemory : List.of(true, false)) {
      try (InboxStore store =
          inMemory
              ? new MemoryInboxStore(InboxLimits.DEFAULT, clock)
              : new EmbeddedInboxStore(
                  directory.resolve("old"), InboxLimits.DEFAULT, clock, false)) {
        Await.result(store.follow(List.of(new Follow(USER, group))));
        List<Followed> before = Await.result(store.followed(USER, "", 9)).followed();
        clock.move(Duration.ofMinutes(61));
        Await.result(store.follow(List.of(new Follow(USER, group))));
        Await.result(store.unfollow(before));
        before = Await.result(store.followed(USER, "", 9)).followed();
        assertThat(before).hasSize(1);
        clock.move(Duration.ofMinutes(59));
        Await.result(store.unfollow(before));
        assertThat(Await.result(store.followed(USER, "", 9)).followed()).hasSize(1);
        clock.move(Duration.ofMinutes(2));
        Await.result(store.unfollow(before));
        assertThat(Await.result(store.followed(USER, "", 9)).followed()).isEmpty();
      }
    }
  }

  private static Status status(InboxStore store, String text) {
    return Await.result(store.append(List.of(message(text)))).get(0).status();
  }

  /** A batch that can be gone through to its end only by its sender. */
  private static final class Broken extends AbstractList<Append> {

    private final List<Append> appends;
    private final Thread sender = Thread.currentThread();

    Broken(List<Append> appends) {
      this.appends = appends;
    }

    @Override
    public Append get(int index) {
      if (index == 1 && Thread.currentThread() != sender) {
        throw new IllegalStateException("broken");
      }
      return appends.get(index);
    }

    @Override
    public int size() {
      return appends.size();
    }
  }

  private static final class MovedClock implements InstantSource {

    private volatile Instant now = Instant.parse("2030-01-01T12:00:00Z");

    void move(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private static InboxStore store(Path directory, InboxLimits limits) {
    return new EmbeddedInboxStore(directory, limits, InstantSource.system(), false);
  }

  private static Append message(String text) {
    return new Append(USER, "7:" + text, text.getBytes(UTF_8));
  }
}
