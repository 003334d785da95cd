package io.crossim.server.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.route.api.CollectRequest;
import io.crossim.route.api.ReceiptBatch;
import io.crossim.route.api.ReceiptItem;
import io.crossim.route.api.SignalBatch;
import io.crossim.route.api.SignalItem;
import io.crossim.server.FakeConversations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailoverConversationsTest {

  private final FakeConversations one = new FakeConversations();
  private final FakeConversations two = new FakeConversations();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final MeteredConversations conversations =
      new MeteredConversations(new FailoverConversations(() -> List.of(one, two)), meters);

  @Test
  void eachCallGoesToTheRouteThatAnswersAndIsCounted() {
    one.away = true;

    conversations.collect(CollectRequest.newBuilder().addUserIds(7).addUserIds(8).build()).join();
    conversations
        .receipts(ReceiptBatch.newBuilder().addReceipts(ReceiptItem.getDefaultInstance()).build())
        .join();
    conversations
        .signals(SignalBatch.newBuilder().addSignals(SignalItem.getDefaultInstance()).build())
        .join();

    assertThat(two.collected).containsExactly(7L, 8L);
    assertThat(two.receipts).hasSize(1);
    assertThat(two.signals).hasSize(1);
    for (String call : List.of("collect", "receipt", "signal")) {
      assertThat(meters.get("cim.route.calls").tag("call", call).timer().count()).isEqualTo(1);
    }
    assertThat(meters.get("cim.route.calls.items").tag("call", "collect").summary().totalAmount())
        .isEqualTo(2);
  }
}
