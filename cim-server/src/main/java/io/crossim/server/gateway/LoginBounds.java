package io.crossim.server.gateway;

import io.crossim.common.protocol.Frame;
import io.crossim.common.result.CimException;
import java.util.Map;

/** What the properties of a login may be: few, and short; a token is the longest of them. */
final class LoginBounds {

  private static final int MAX_PROPERTIES = 32;
  private static final int MAX_NAME = 64;
  private static final int MAX_VALUE = 2048;

  private LoginBounds() {}

  /**
   * @throws CimException that says what is too much
   */
  static void check(Frame login) {
    Map<String, String> properties = login.getPropertiesMap();
    if (properties.size() > MAX_PROPERTIES) {
      throw CimException.invalid("properties", properties.size(), "at most " + MAX_PROPERTIES);
    }
    properties.forEach(
        (name, value) -> {
          if (name.length() > MAX_NAME || value.length() > MAX_VALUE) {
            throw CimException.invalid(
                "properties",
                name.length() + " and " + value.length() + " characters",
                "a name of at most " + MAX_NAME + " and a value of at most " + MAX_VALUE);
          }
        });
  }
}
