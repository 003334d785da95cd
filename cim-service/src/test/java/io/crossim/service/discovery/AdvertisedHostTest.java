package io.crossim.service.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import org.junit.jupiter.api.Test;

class AdvertisedHostTest {

  @Test
  void whatIsConfiguredIsTaken() {
    assertThat(AdvertisedHost.choose(" im.example.org ")).isEqualTo("im.example.org");
  }

  @Test
  void anAddressOfThisMachineIsFound() throws Exception {
    String found = AdvertisedHost.choose(null);
    assertThat(found).isEqualTo(AdvertisedHost.choose(""));
    assertThat(NetworkInterface.getByInetAddress(InetAddress.getByName(found))).isNotNull();
  }
}
