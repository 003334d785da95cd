package io.crossim.service.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.web.server.Ssl;

class ManagementAddressTest {

  private static final int MAIN_PORT = 8083;

  private final ManagementServerProperties springs = new ManagementServerProperties();
  private InetAddress all;
  private InetAddress one;

  @BeforeEach
  void addresses() throws Exception {
    all = InetAddress.getByName("0.0.0.0");
    one = InetAddress.getByName("192.0.2.1");
  }

  private ManagementAddress address(@Nullable Integer port, @Nullable InetAddress address) {
    return ManagementAddress.of(
        new ManagementProperties(port, address, List.of()), springs, MAIN_PORT);
  }

  @Test
  void withoutAnythingItIsOnThisMachineAlone() {
    ManagementAddress address = address(null, null);
    assertThat(address.port()).isNull();
    assertThat(address.address().isLoopbackAddress()).isTrue();
  }

  @Test
  void theNamesOfSpringCountAndTheShortOnesMore() {
    springs.setPort(9000);
    springs.setAddress(all);
    assertThat(address(null, null))
        .isEqualTo(new ManagementAddress("management.server.port", 9000, all));
    assertThat(address(9001, one))
        .isEqualTo(new ManagementAddress("cim.management.port", 9001, one));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> address(MAIN_PORT, null))
        .hasMessage("cim.management.port: 8083 (expected: another port than server.port)");
    springs.setPort(70_000);
    assertThatThrownBy(() -> address(null, null))
        .hasMessage("management.server.port: 70000 (expected: -1 to 65535)");
    springs.setPort(null);
    springs.setSsl(new Ssl());
    assertThatThrownBy(() -> address(null, null))
        .hasMessage("management.server.ssl: set (expected: cim.tls.*, which holds for all ports)");
  }
}
