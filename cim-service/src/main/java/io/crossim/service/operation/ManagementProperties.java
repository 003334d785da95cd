package io.crossim.service.operation;

import io.crossim.common.result.CimException;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The port for those who run the service.
 *
 * @param port 0 for any free one, -1 for none; null for 1000 above {@code server.port}
 * @param address that it is opened at
 * @param hosts names that it may be called by, beside addresses and localhost
 */
@ConfigurationProperties("cim.management")
record ManagementProperties(
    @Nullable Integer port,
    @DefaultValue("127.0.0.1") InetAddress address,
    @DefaultValue List<String> hosts) {

  static final String PORT = "cim.management.port";
  static final String HOSTS = "cim.management.hosts";
  static final int HIGHEST = 65_535;

  ManagementProperties {
    if (port != null && (port < -1 || port > HIGHEST)) {
      throw CimException.invalid(PORT, port, "-1 to " + HIGHEST);
    }
  }
}
