package io.crossim.service.management;

import io.crossim.common.result.CimException;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The port for those who run the service, in the short form of {@code management.server.*}.
 *
 * @param port 0 for any free one, -1 for none; null for what {@code management.server.port} says
 * @param address that it is opened at; null for what {@code management.server.address} says
 * @param hosts names that it may be called by, beside addresses and localhost
 */
@ConfigurationProperties("cim.management")
record ManagementProperties(
    @Nullable Integer port, @Nullable InetAddress address, @DefaultValue List<String> hosts) {

  static final String PORT = "cim.management.port";
  static final String HOSTS = "cim.management.hosts";
  static final int HIGHEST = 65_535;

  ManagementProperties {
    check(PORT, port);
  }

  /** Checks the number of the port. */
  static void check(String property, @Nullable Integer port) {
    if (port != null && (port < -1 || port > HIGHEST)) {
      throw CimException.invalid(property, port, "-1 to " + HIGHEST);
    }
  }
}
