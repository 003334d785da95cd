package io.crossim.service.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.metastore.MetaStore;
import io.crossim.metastore.MetaStoreKind;
import io.crossim.metastore.MetaStoreSettings;
import io.crossim.metastore.Registration;
import io.crossim.metastore.ServerNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DiscoveryConfigurationTest {

  private static final ServerNode NODE = new ServerNode("10.0.0.1", 11211, 8081, "i");

  private final ApplicationContextRunner service =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(DiscoveryConfiguration.class));

  @Test
  void keysAndDefaults() {
    service
        .withPropertyValues("app.zk.switch=false")
        .run(
            context ->
                assertThat(settings(context))
                    .isEqualTo(
                        new MetaStoreSettings(
                            MetaStoreKind.ZOOKEEPER,
                            "127.0.0.1:2181",
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(5),
                            "/cim",
                            "/cim3/routes")));
  }

  @Test
  void everyKeyIsRead() {
    service
        .withPropertyValues(
            "app.zk.switch=false",
            "app.zk.addr=a:1,b:2",
            "app.zk.connect.timeout=15000",
            "cim.discovery.type=zkclient",
            "cim.discovery.root=/staging",
            "cim.discovery.session-timeout=4s")
        .run(
            context ->
                assertThat(settings(context))
                    .isEqualTo(
                        new MetaStoreSettings(
                            MetaStoreKind.ZKCLIENT,
                            "a:1,b:2",
                            Duration.ofSeconds(4),
                            Duration.ofSeconds(15),
                            "/staging",
                            "/staging3/routes")));
  }

  @Test
  void aServerIsRegistered() {
    service
        .withPropertyValues("cim.discovery.type=memory")
        .run(
            context -> {
              MetaStore store = context.getBean(MetaStore.class);
              store.register(NODE);
              await()
                  .untilAsserted(() -> assertThat(store.servers().current()).containsExactly(NODE));
            });
  }

  @Test
  void theSwitchKeepsAServerOut() {
    service
        .withPropertyValues("cim.discovery.type=memory", "app.zk.switch=false")
        .run(
            context -> {
              MetaStore store = context.getBean(MetaStore.class);
              Registration registration = store.register(NODE);
              assertThat(registration.isRegistered()).isFalse();
              assertThat(store.servers().current()).isEmpty();
            });
  }

  @Test
  void theOldRootIsToldToHaveNoEffect(CapturedOutput output) {
    service
        .withPropertyValues("cim.discovery.type=memory", "app.zk.root=/route")
        .run(
            context -> {
              assertThat(settings(context).serversRoot()).isEqualTo("/cim");
              assertThat(output).contains("app.zk.root has no effect");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app.zk.addr=nowhere:port       | app.zk.addr: nowhere:port",
        "app.zk.connect.timeout=0       | app.zk.connect.timeout: PT0S",
        "cim.discovery.session-timeout=-1s | cim.discovery.session-timeout: PT-1S",
        "cim.discovery.root=cim         | cim.discovery.root: cim"
      })
  void aWrongValueNamesItsProperty(String property, String message) {
    service
        .withPropertyValues(property)
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .hasStackTraceContaining(message + " (expected: "));
  }

  private static MetaStoreSettings settings(AssertableApplicationContext context) {
    return DiscoveryConfiguration.settings(
        context.getBean(DiscoveryProperties.class), context.getBean(ZooKeeperProperties.class));
  }
}
