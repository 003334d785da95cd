package io.crossim.client.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.sdk.Conversation;
import io.crossim.sdk.ConversationDetails;
import io.crossim.sdk.MessageKind;
import io.crossim.sdk.ReceivedMessage;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateWordsTest {

  /** Where private messages are kept, they can be changed. */
  @ParameterizedTest
  @CsvSource({
    "CONTENT, false, hello, hello",
    "CONTENT, true, '', (taken back)",
    "EDIT, false, hello, (edited) hello",
    "RECALL, false, '', (took a message back)",
    "REACTION, false, +1, (reaction) +1",
    "REACTION, true, +1, (took a reaction back) +1"
  })
  void whatIsDoneToAPrivateMessageHasItsWords(
      MessageKind kind, boolean isRecalled, String body, String words) {
    ReceivedMessage message =
        new ReceivedMessage(
            Conversation.user(2),
            "7",
            7,
            2,
            "bob",
            ReceivedMessage.TEXT,
            body.getBytes(UTF_8),
            null,
            new ConversationDetails(
                42, "9", "", kind, 41, List.of(), false, isRecalled, List.of()));

    assertThat(PrivateWords.of(message)).isEqualTo(words);
  }
}
