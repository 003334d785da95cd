package io.crossim.service.start;

import io.crossim.common.result.CimException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.convert.ConversionFailedException;

/** Tells in one sentence why a service does not start. */
final class StartFailure {

  private StartFailure() {}

  /** Empty where the cause is none that the user can mend, so that it must be told in full. */
  static Optional<String> sentence(Throwable failure) {
    @Nullable BindException bind = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CimException known) {
        return Optional.ofNullable(known.getMessage());
      }
      if (cause instanceof BindException e) {
        bind = e;
      }
    }
    return bind == null ? Optional.empty() : Optional.of(sentence(bind));
  }

  private static String sentence(BindException e) {
    ConfigurationProperty property = e.getProperty();
    if (property == null) {
      return e.getName() + " cannot be read (" + innermost(e).getMessage() + ")";
    }
    return String.valueOf(
        CimException.invalid(property.getName().toString(), property.getValue(), expected(e))
            .getMessage());
  }

  private static String expected(BindException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConversionFailedException conversion) {
        return expected(conversion.getTargetType().getType());
      }
    }
    return expected(e.getTarget().getType().toClass());
  }

  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      return String.join(
          ", ",
          Arrays.stream(type.getEnumConstants())
              .map(value -> value.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
              .toList());
    }
    return switch (type.getSimpleName()) {
      case "Integer", "int", "Long", "long" -> "a whole number";
      case "Boolean", "boolean" -> "true or false";
      case "Duration" -> "a time such as 500ms, 10s or 2m";
      case "DataSize" -> "a size such as 64KB or 1MB";
      case "Double", "double", "Float", "float" -> "a number";
      default -> "a " + type.getSimpleName();
    };
  }

  private static Throwable innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
