package io.crossim.service.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.metastore.MetaStoreKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AdvertisedHostTest {

  private static final String PROPERTY = "cim.server.advertised-host";

  @Test
  void aConfiguredHostIsTakenAsItIs() {
    assertThat(choose(" im.example.org ", MetaStoreKind.ZOOKEEPER)).isEqualTo("im.example.org");
  }

  @Test
  void withoutOneAnAddressOfThisMachineIsTaken() {
    assertThat(choose(null, MetaStoreKind.ZOOKEEPER)).matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
  }

  /** Machines with and without a network see one of both. */
  @Test
  void aLoopbackAddressThatWasFoundIsWarnedOf(CapturedOutput output) {
    String found = choose(null, MetaStoreKind.ZOOKEEPER);
    if (found.equals("127.0.0.1")) {
      assertThat(output).contains("WARN").contains(PROPERTY);
    } else {
      assertThat(output).doesNotContain("WARN");
    }
  }

  @Test
  void nobodyIsWarnedInASingleProcess(CapturedOutput output) {
    choose(null, MetaStoreKind.MEMORY);
    assertThat(output).doesNotContain("WARN");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"im.example.org", "10.0.0.1", "server-1", "cim_server", " host "})
  void aHostPasses(@Nullable String host) {
    assertThatCode(() -> AdvertisedHost.check(PROPERTY, host)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"'', nothing", "'  ', nothing", "'host:80', host:80", "'::1', ::1", "a b, a b"})
  void anythingElseIsRefused(String host, String shown) {
    assertThatThrownBy(() -> AdvertisedHost.check(PROPERTY, host))
        .hasMessage(
            PROPERTY
                + ": "
                + shown
                + " (expected: a host name or an IPv4 address; leave it out to have one found)");
  }

  private static String choose(@Nullable String configured, MetaStoreKind type) {
    return AdvertisedHost.choose(
        PROPERTY, configured, new DiscoveryProperties(type, "/cim", Duration.ofSeconds(10), null));
  }
}
