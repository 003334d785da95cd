package io.crossim.service.management;

import io.crossim.common.result.CimException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.web.server.Ssl;

/**
 * Where the management port is opened.
 *
 * @param property that says the port
 * @param port null where none is set
 */
record ManagementAddress(String property, @Nullable Integer port, InetAddress address) {

  private static final String SPRING_PORT = "management.server.port";

  /**
   * The address that is set: {@code cim.management.*} wins over {@code management.server.*}.
   *
   * @param serverPort the main port, which cannot be this one too
   * @throws CimException for a setting of Spring that has no effect here
   */
  static ManagementAddress of(
      ManagementProperties own, ManagementServerProperties springs, int serverPort) {
    if (Ssl.isEnabled(springs.getSsl())) {
      throw CimException.invalid(
          "management.server.ssl", "set", "cim.tls.*, which holds for all ports");
    }
    ManagementProperties.check(SPRING_PORT, springs.getPort());
    String property =
        own.port() == null && springs.getPort() != null ? SPRING_PORT : ManagementProperties.PORT;
    Integer port = own.port() == null ? springs.getPort() : own.port();
    if (port != null && port > 0 && port == serverPort) {
      throw CimException.invalid(property, port, "another port than server.port");
    }
    InetAddress address = own.address() == null ? springs.getAddress() : own.address();
    return new ManagementAddress(
        property, port, address == null ? InetAddress.getLoopbackAddress() : address);
  }
}
