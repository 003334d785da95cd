package io.crossim.service.call;

import io.crossim.common.result.CimException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request's query.
 *
 * @param values by their names, decoded
 */
public record CallQuery(Map<String, List<String>> values) {

  /**
   * A whole number; null where it is absent or empty.
   *
   * @throws CimException when it is something else
   */
  public @Nullable Long number(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    try {
      return Long.valueOf(value.strip());
    } catch (NumberFormatException e) {
      throw CimException.invalid(name, value, "a whole number");
    }
  }

  /** A text; null where it is absent or empty. */
  public @Nullable String text(String name) {
    List<String> all = values.get(name);
    return all == null || all.isEmpty() || all.get(0).isEmpty() ? null : all.get(0);
  }
}
