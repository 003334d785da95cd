package io.crossim.route.group;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.common.result.Envelope;
import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.EntryKind;
import io.crossim.route.api.HistoryMessage;
import io.crossim.route.api.HistoryPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a page is the same whether its entries become messages on the way or not. */
class EntryMessagesTest {

  private static final int ENTRIES = 5_000;
  private static final long SEED = 42;

  private static final List<String> TEXTS =
      List.of(
          "",
          "hello",
          "x".repeat(300),
          "\"quoted\" \\ / \b\f\n\r\t \u0000 \u001f \u007f",
          "grüße",
          "早上好",
          "\ud83d\ude00 smile",
          "<a href='x'>&amp;</a>",
          "\u2028\u2029");

  private final JsonMapper json = JsonMapper.builder().build();
  private final Random random = new Random(SEED);

  @Test
  void itIsTheSameJson() {
    List<ConversationEntry> entries = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      entries.add(entry(i));
    }
    List<HistoryMessage> messages = entries.stream().map(HistoryEntries::message).toList();
    List<HistoryMessage> lazy = new EntryMessages(entries);
    assertThat(lazy).hasSameSizeAs(messages).isEqualTo(messages);
    for (int i = 0; i < ENTRIES; i += 100) {
      Envelope<HistoryPage> expected = page(messages.subList(i, i + 100));
      Envelope<HistoryPage> found = page(new EntryMessages(entries.subList(i, i + 100)));
      ObjectWriter writer = json.writerFor(Envelope.class);
      assertThat(writer.writeValueAsString(found)).isEqualTo(writer.writeValueAsString(expected));
      assertThat(new String(writer.writeValueAsBytes(found), UTF_8))
          .isEqualTo(new String(writer.writeValueAsBytes(expected), UTF_8));
      assertThat(json.writeValueAsBytes(found)).isEqualTo(json.writeValueAsBytes(expected));
    }
  }

  @Test
  void aPageOfNothing() {
    assertThat(json.writeValueAsString(page(new EntryMessages(List.of()))))
        .isEqualTo(json.writeValueAsString(page(List.of())));
  }

  private static Envelope<HistoryPage> page(List<HistoryMessage> messages) {
    return Envelope.success(null, new HistoryPage("e", 0, 9, true, messages));
  }

  private ConversationEntry entry(int seq) {
    boolean isPlain = random.nextInt(4) > 0;
    EntryKind kind =
        isPlain ? EntryKind.CONTENT : EntryKind.values()[random.nextInt(EntryKind.values().length)];
    boolean isRemoved = !isPlain && seldom();
    return new ConversationEntry(
        seq,
        1_793_500_000_000L + seq,
        random.nextLong(1L << 53),
        kind,
        random.nextLong(1L << 53),
        !isPlain && seldom() ? random.nextInt(seq + 1) : 0,
        !isPlain && seldom() ? List.of(1L, 2L) : List.of(),
        seq,
        isRemoved,
        isRemoved ? new byte[0] : payload(),
        !isPlain && !isRemoved && seldom() ? payload() : null,
        !isPlain && seldom() ? Map.of("\ud83d\udc4d", 2) : Map.of());
  }

  private byte[] payload() {
    Message.Builder message =
        Message.newBuilder()
            .setClientMsgId(text())
            .setSenderName(text())
            .setContentType(seldom() ? text() : "")
            .setBody(seldom() ? ByteString.copyFrom(noText()) : ByteString.copyFromUtf8(text()))
            .setSenderId(random.nextLong(1L << 53))
            .setKind(Kind.forNumber(random.nextInt(Kind.values().length - 1)))
            .setMentionsAll(seldom())
            .setRecalled(seldom())
            .setTrace(text());
    if (seldom()) {
      message.setConversation(Conversation.newBuilder().setId(random.nextInt()));
      message.addMentions(1).addMentions(2);
    }
    byte[] bytes = message.build().toByteArray();
    if (random.nextInt(20) == 0) { // a later field counts
      bytes =
          ByteString.copyFrom(bytes)
              .concat(Message.newBuilder().setSenderName(text()).build().toByteString())
              .toByteArray();
    } else if (bytes.length > 0 && random.nextInt(20) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private byte[] noText() {
    byte[] bytes = new byte[1 + random.nextInt(20)];
    random.nextBytes(bytes);
    return bytes;
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private boolean seldom() {
    return random.nextInt(3) == 0;
  }
}
