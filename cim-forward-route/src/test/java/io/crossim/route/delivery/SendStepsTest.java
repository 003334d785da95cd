package io.crossim.route.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Message;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.inbox.Append;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Items of one sender are carried out in their order, in as few steps as that allows. */
class SendStepsTest {

  private static final byte[] PAYLOAD = {1};

  private final SendSteps steps = new SendSteps();
  private int place;

  private void add(long sender, String kinds) {
    for (char kind : kinds.toCharArray()) {
      switch (kind) {
        case 'p' ->
            steps.add(
                new SendSteps.Private(place++, sender, new Append(9, "p" + place, PAYLOAD), false));
        case 'g' ->
            steps.add(
                new SendSteps.Posted(
                    place++,
                    Post.content(ConversationId.group(5), sender, "g" + place, PAYLOAD),
                    false));
        default ->
            steps.add(
                new SendSteps.Broadcast(
                    place++, new StoredAccount(sender, "x"), Message.getDefaultInstance()));
      }
    }
  }

  /** The places in the order in which they are carried out. */
  private List<Integer> order() {
    List<Integer> order = new ArrayList<>();
    for (int step = 0; step < steps.count(); step++) {
      steps.privates(step).forEach(item -> order.add(item.place()));
      steps.posts(step).forEach(item -> order.add(item.place()));
      steps.broadcasts(step).forEach(item -> order.add(item.place()));
    }
    return order;
  }

  @Test
  void thoseOfOneSenderKeepTheirOrder() {
    add(1, "pgapggpaagap");

    assertThat(order()).isSorted().hasSize(12);
  }

  @Test
  void thoseThatNeedNoOtherOrderShareAStep() {
    add(1, "ppgga");
    add(2, "pga");

    assertThat(steps.count()).isEqualTo(1);
    assertThat(steps.privates(0)).hasSize(3);
    assertThat(steps.posts(0)).hasSize(3);
    assertThat(steps.broadcasts(0)).hasSize(2);
  }

  @Test
  void anEarlierKindBehindALaterOneBeginsAStep() {
    add(1, "gp");
    add(2, "p");
    add(1, "g");

    assertThat(steps.count()).isEqualTo(2);
    assertThat(steps.privates(0)).extracting(SendSteps.Private::place).containsExactly(2);
    assertThat(order()).containsExactly(2, 0, 1, 3);
  }
}
