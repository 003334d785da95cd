package io.crossim.service.management;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An operation that takes the path of a request.
 *
 * @param variables the values of the path's variables: a text, or an array for all that remains
 */
record EndpointMatch(EndpointOperation operation, Map<String, Object> variables) {

  /** The values of the path's variables one after the other. */
  List<String> values() {
    return variables.values().stream().flatMap(EndpointMatch::texts).toList();
  }

  private static Stream<String> texts(Object value) {
    return value instanceof String[] rest ? Arrays.stream(rest) : Stream.of(value.toString());
  }
}
