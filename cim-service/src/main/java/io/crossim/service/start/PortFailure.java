package io.crossim.service.start;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells why a port cannot be opened, and which property would mend it. */
public final class PortFailure {

  private PortFailure() {}

  /**
   * The refusal of a start.
   *
   * @param property of the port, which ends with {@code port}; that of its address ends with {@code
   *     address}
   * @param address the one that the port was to be opened at; null for all
   */
  public static CimException of(
      String property, @Nullable InetAddress address, int port, @Nullable Throwable cause) {
    String reason =
        cause == null ? "" : String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (address != null && reason.contains("assign requested address")) {
      return refusal(
          property.replaceFirst("port$", "address"),
          address.getHostAddress(),
          "an address of this machine",
          cause);
    }
    if (reason.contains("permission denied")) {
      return refusal(
          property, port + " is not open to this user", "a port that this user may open", cause);
    }
    if (reason.contains("in use")) {
      return refusal(property, port + " is in use", "a free port", cause);
    }
    return refusal(property, port + " cannot be opened: " + reason, "a free port", cause);
  }

  private static CimException refusal(
      String property, String found, String expected, @Nullable Throwable cause) {
    return new CimException(
        ResultCode.INVALID_ARGUMENT,
        property + ": " + found + " (expected: " + expected + ")",
        cause);
  }
}
