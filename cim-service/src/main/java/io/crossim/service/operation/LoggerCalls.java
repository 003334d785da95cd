package io.crossim.service.operation;

import io.crossim.common.result.CimException;
import io.crossim.service.call.CallAnswer;
import io.crossim.service.call.CallRequest;
import io.crossim.service.call.CallTable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How much is logged, which changes without a restart; in the words of Spring's actuator. */
@Slf4j
@RequiredArgsConstructor
final class LoggerCalls implements ManagementCalls {

  private static final String PATH = "/actuator/loggers";
  private static final String LEVEL = "configuredLevel";

  private final LoggingSystem logging;
  private final JsonMapper json;

  @Override
  public void addTo(CallTable.Builder calls) {
    calls
        .forOperators(PATH, Set.of("GET"), request -> CompletableFuture.completedFuture(all()))
        .forOperators(
            PATH + "/*",
            Set.of("GET", "POST"),
            request ->
                CompletableFuture.completedFuture(
                    request.method().equals("GET") ? one(name(request)) : change(request)));
  }

  private static String name(CallRequest request) {
    return request.path().substring(PATH.length() + 1);
  }

  private CallAnswer all() {
    Map<String, Object> loggers = new LinkedHashMap<>();
    logging
        .getLoggerConfigurations()
        .forEach(logger -> loggers.put(logger.getName(), levels(logger)));
    return Plain.json(json, 200, Map.of("loggers", loggers));
  }

  private CallAnswer one(String name) {
    LoggerConfiguration logger = logging.getLoggerConfiguration(name);
    if (logger == null) {
      throw CimException.invalid("logger", name, "the name of one that is in use");
    }
    return Plain.json(json, 200, levels(logger));
  }

  private static Map<String, @Nullable String> levels(LoggerConfiguration logger) {
    Map<String, @Nullable String> levels = new LinkedHashMap<>();
    LogLevel configured = logger.getConfiguredLevel();
    levels.put(LEVEL, configured == null ? null : configured.name());
    levels.put("effectiveLevel", logger.getEffectiveLevel().name());
    return levels;
  }

  private CallAnswer change(CallRequest request) {
    String name = name(request);
    LogLevel level = level(request.body());
    logging.setLogLevel(name, level);
    log.info("{} logs at {} now", name, level == null ? "the level of its parent" : level);
    return Plain.done();
  }

  private @Nullable LogLevel level(byte[] body) {
    JsonNode given;
    try {
      given = json.readTree(body).path(LEVEL);
    } catch (JacksonException e) {
      throw CimException.invalid("body", "no JSON", "{\"" + LEVEL + "\": \"DEBUG\"}");
    }
    if (given.isNull()) {
      return null;
    }
    String text = given.isString() ? given.stringValue() : given.toString();
    try {
      return LogLevel.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw CimException.invalid(
          LEVEL, text, "null, or one of " + Arrays.toString(LogLevel.values()));
    }
  }
}
