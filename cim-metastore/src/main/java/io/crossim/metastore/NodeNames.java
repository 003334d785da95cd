package io.crossim.metastore;

import io.crossim.common.result.CimException;

/** What may stand in the name of a node. */
final class NodeNames {

  private NodeNames() {}

  static void checkHost(String host) {
    if (host.isEmpty() || host.indexOf(':') >= 0 || host.indexOf('/') >= 0) {
      throw CimException.invalid("host", host, "an IPv4 address or a host name");
    }
  }

  static void checkPort(String field, int port) {
    if (port < 1 || port > 65_535) {
      throw CimException.invalid(field, port, "1-65535");
    }
  }
}
