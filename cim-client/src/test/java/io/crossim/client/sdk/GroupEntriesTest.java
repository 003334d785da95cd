package io.crossim.client.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.client.chat.GroupEntry;
import io.crossim.client.chat.User;
import io.crossim.route.api.HistoryMessage;
import io.crossim.sdk.Conversation;
import io.crossim.sdk.ConversationDetails;
import io.crossim.sdk.MessageKind;
import io.crossim.sdk.ReceivedMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupEntriesTest {

  private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);

  @Test
  void aMessageKeepsItsGroupItsPlaceAndItsSender() {
    ReceivedMessage message = received("text/plain", MessageKind.CONTENT, false, 40);

    assertThat(GroupEntries.of(message, 1))
        .isEqualTo(
            new GroupEntry(
                5,
                "climbers",
                42,
                GroupEntry.Kind.TEXT,
                new User(2, "bob"),
                "hello",
                40,
                List.of(9L),
                /* isForMe= */ true,
                NOW));
    assertThat(GroupEntries.of(message, 3).isForMe()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "CONTENT, false, TEXT",
    "CONTENT, true, RECALLED",
    "EDIT, false, EDIT",
    "EDIT, true, EDIT",
    "RECALL, false, RECALL",
    "REACTION, false, REACTION",
    "REACTION, true, REACTION_TAKEN_BACK",
    "JOINED, false, JOINED",
    "LEFT, false, LEFT",
    "CHANGED, false, CHANGED",
    "OTHER, false, OTHER"
  })
  void everyKindHasItsWord(MessageKind kind, boolean isRecalled, GroupEntry.Kind shown) {
    assertThat(GroupEntries.of(received("text/plain", kind, isRecalled, 0), 1).kind())
        .isEqualTo(shown);
    assertThat(GroupEntries.of(5, history(kind.name(), "x", null, isRecalled), 1).kind())
        .isEqualTo(shown);
  }

  @Test
  void whatIsNoTextIsNamed() {
    assertThat(GroupEntries.of(received("image/png", MessageKind.CONTENT, false, 0), 1).text())
        .isEqualTo("[image/png]");
    assertThat(GroupEntries.of(5, history("CONTENT", null, "image/png", false), 1).text())
        .isEqualTo("[image/png]");
  }

  @Test
  void theHistoryTellsOfEditsAndReactions() {
    HistoryMessage plain = history("CONTENT", "hello", null, false);
    HistoryMessage changed =
        new HistoryMessage(
            42,
            "88",
            NOW.toEpochMilli(),
            "CONTENT",
            0,
            "",
            /* clientMsgId= */ null,
            /* contentType= */ null,
            "hello",
            /* body= */ null,
            40L,
            List.of(1L),
            /* mentionsAll= */ null,
            /* users= */ null,
            /* recalled= */ null,
            /* edited= */ true,
            Map.of("👍", 2, "❤️", 1));

    assertThat(GroupEntries.of(5, plain, 1).text()).isEqualTo("hello");
    assertThat(GroupEntries.of(5, changed, 1))
        .isEqualTo(
            new GroupEntry(
                5,
                "",
                42,
                GroupEntry.Kind.TEXT,
                new User(0, "system"),
                "hello (changed) [❤️ 1, 👍 2]",
                40,
                List.of(),
                /* isForMe= */ true,
                NOW));
  }

  @Test
  void anEditThatCountsNoLongerSaysSo() {
    assertThat(GroupEntries.of(5, history("EDIT", null, null, true), 1).text())
        .isEqualTo("(no longer)");
    assertThat(GroupEntries.of(received("text/plain", MessageKind.EDIT, true, 3), 1).text())
        .isEqualTo("(no longer)");
  }

  @Test
  void aKindOfALaterVersionIsNoError() {
    assertThat(GroupEntries.of(5, history("POLL", "x", null, false), 1).kind())
        .isEqualTo(GroupEntry.Kind.OTHER);
  }

  private static ReceivedMessage received(
      String contentType, MessageKind kind, boolean isRecalled, long refersTo) {
    return new ReceivedMessage(
        Conversation.group(5),
        "88",
        3,
        2,
        "bob",
        contentType,
        "hello".getBytes(UTF_8),
        NOW,
        new ConversationDetails(
            42,
            "77",
            "climbers",
            kind,
            refersTo,
            List.of(1L),
            /* mentionsAll= */ false,
            isRecalled,
            List.of(9L)));
  }

  private static HistoryMessage history(
      String kind, @Nullable String msg, @Nullable String contentType, boolean isRecalled) {
    return new HistoryMessage(
        42,
        "88",
        NOW.toEpochMilli(),
        kind,
        2,
        "bob",
        /* clientMsgId= */ null,
        contentType,
        msg,
        /* body= */ null,
        /* refersTo= */ null,
        /* mentions= */ null,
        /* mentionsAll= */ null,
        /* users= */ null,
        isRecalled ? true : null,
        /* edited= */ null,
        /* reactions= */ null);
  }
}
