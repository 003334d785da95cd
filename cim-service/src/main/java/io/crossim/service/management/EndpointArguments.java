package io.crossim.service.management;

import io.crossim.common.result.CimException;
import io.crossim.service.call.CallRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationArgumentResolver;
import org.springframework.boot.actuate.endpoint.ProducibleOperationArgumentResolver;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The arguments that a request has for an operation, from its body, its query and its path.
 *
 * @param takesQuery whether the query counts
 */
record EndpointArguments(CallRequest request, JsonMapper json, boolean takesQuery) {

  private static final TypeReference<Map<String, Object>> BODY = new TypeReference<>() {};

  /**
   * What an operation is called with. The path wins, since it has decided on the thread.
   *
   * @param variables of the path
   * @throws CimException for a body that is no JSON object
   */
  InvocationContext context(Map<String, Object> variables, EndpointCaller caller) {
    Map<String, Object> arguments = new LinkedHashMap<>(body());
    if (takesQuery) {
      request
          .query()
          .values()
          .forEach(
              (name, values) -> arguments.put(name, values.size() == 1 ? values.get(0) : values));
    }
    arguments.putAll(variables);
    return new InvocationContext(
        caller,
        arguments,
        OperationArgumentResolver.of(WebServerNamespace.class, () -> WebServerNamespace.MANAGEMENT),
        new ProducibleOperationArgumentResolver(() -> request.headers("Accept")));
  }

  private Map<String, Object> body() {
    if (request.body().length == 0 || !request.method().equals("POST")) {
      return Map.of();
    }
    try {
      Map<String, Object> body = json.readValue(request.body(), BODY);
      if (body != null) {
        return body;
      }
    } catch (JacksonException e) {
      throw CimException.invalid("body", "no JSON object", "one");
    }
    throw CimException.invalid("body", "null", "a JSON object");
  }
}
