package io.crossim.service.discovery;

import io.crossim.common.result.CimException;

/**
 * The port under which others reach this process: another one than its own where something stands
 * before it, such as a Kubernetes Service or the port mapping of a container.
 */
public final class AdvertisedPort {

  private AdvertisedPort() {}

  /** The configured port; the open one where that is 0. */
  public static int choose(int configured, int open) {
    return configured == 0 ? open : configured;
  }

  /**
   * Checks a port in which 0 means that none is set.
   *
   * @throws CimException that names the property
   */
  public static void check(String property, int port) {
    if (port < 0 || port > 65_535) {
      throw CimException.invalid(property, port, "0-65535");
    }
  }
}
