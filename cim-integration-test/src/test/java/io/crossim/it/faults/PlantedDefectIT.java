package io.crossim.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.SharedCluster;
import io.crossim.sdk.Client;
import io.crossim.sdk.ReceivedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ledger finds a defect out: a receiver that acknowledges before its listener has run. */
@ExtendWith(SharedCluster.class)
class PlantedDefectIT {

  private static final int MESSAGES = 20;

  @Test
  void aReceiverThatAcknowledgesOnlyWhatItHasSeenLosesNothing(CimCluster cluster) throws Exception {
    assertThat(crashInTheMiddle(cluster, /* acknowledgesFirst= */ false).isKept()).isTrue();
  }

  @Test
  void aReceiverThatAcknowledgesFirstIsFoundOut(CimCluster cluster) throws Exception {
    Verdict verdict = crashInTheMiddle(cluster, /* acknowledgesFirst= */ true);

    assertThat(verdict.isKept()).isFalse();
    assertThat(verdict.lost()).isPositive();
  }

  /** The first client dies at the fifth message, before its application has it. */
  private static Verdict crashInTheMiddle(CimCluster cluster, boolean acknowledgesFirst)
      throws Exception {
    Route route = cluster.route(0);
    User ana = route.register("ana");
    User bo = route.register("bo");
    Ledger ledger = new Ledger();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      texts.add(ana.id() + "#" + i);
      ledger.plan(texts.get(i));
      route.toOne(ana, bo, texts.get(i)).orFail();
      ledger.told(texts.get(i), Ledger.Told.ACCEPTED);
    }
    CountDownLatch crashed = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicReference<Client> self = new AtomicReference<>();
    Client first =
        builder(route, bo)
            .manualAcknowledgement()
            .listener(
                message -> {
                  if (acknowledgesFirst) {
                    self.get().acknowledge(message);
                  }
                  if (message.text().endsWith("#5")) {
                    crashed.countDown();
                    never.await(); // it dies here
                  }
                  see(ledger, bo, message);
                  self.get().acknowledge(message);
                })
            .build();
    self.set(first);
    var unused = first.start();
    assertThat(crashed.await(20, TimeUnit.SECONDS)).isTrue();
    first.close();
    try (Client second = builder(route, bo).listener(message -> see(ledger, bo, message)).build()) {
      second.start().get(20, TimeUnit.SECONDS);
      route.toOne(ana, bo, ana.id() + "#end").orFail();
      await().until(() -> ledger.missing() == (acknowledgesFirst ? 1 : 0));
    }
    return ledger.verdict("a receiver dies", 0, 0, 0, 0);
  }

  private static void see(Ledger ledger, User receiver, ReceivedMessage message) {
    String number = message.text().substring(message.text().indexOf('#') + 1);
    if (!number.equals("end")) {
      ledger.seen(
          message.senderId() + ">" + receiver.id(), Integer.parseInt(number), message.text());
    }
  }

  private static io.crossim.sdk.ClientBuilder builder(Route route, User user) {
    return Client.builder().routeUrl(route.url()).user(user.id(), user.name());
  }
}
