package io.crossim.route.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.session.SessionStore;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StoreEpochTest {

  @Test
  void theWaitNamesTheStoresAddress(CapturedOutput output) {
    try (StoreEpoch epoch = new StoreEpoch(storeThatIsAway(), "Redis 10.0.0.1:6379", () -> {})) {
      epoch.start();
      await()
          .untilAsserted(
              () ->
                  assertThat(output)
                      .contains("waiting for the session store, Redis 10.0.0.1:6379: no answer"));
    }
  }

  private static SessionStore storeThatIsAway() {
    return (SessionStore)
        Proxy.newProxyInstance(
            StoreEpochTest.class.getClassLoader(),
            new Class<?>[] {SessionStore.class},
            (store, call, arguments) -> {
              throw new UnavailableException("no answer", null);
            });
  }
}
