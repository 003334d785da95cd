package io.crossim.client;

import io.crossim.common.result.CimException;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.convert.ConversionFailedException;

/** Says in one sentence why the console cannot go on. */
final class StartFailure {

  private StartFailure() {}

  static String sentence(Throwable failure) {
    return first(failure, CimException.class)
        .map(refused -> String.valueOf(refused.getMessage()))
        .or(() -> first(failure, BindException.class).flatMap(StartFailure::unreadable))
        .orElseGet(() -> "cannot start: " + NestedExceptionUtils.getMostSpecificCause(failure));
  }

  /** A value that is not of the property's type: a number, or a switch. */
  private static Optional<String> unreadable(BindException failure) {
    return Optional.ofNullable(failure.getProperty())
        .map(
            property ->
                CimException.invalid(
                    property.getName().toString(), property.getValue(), expected(failure)))
        .map(CimException::getMessage);
  }

  private static String expected(BindException failure) {
    return first(failure, ConversionFailedException.class)
        .filter(conversion -> conversion.getTargetType().getObjectType() == Boolean.class)
        .map(conversion -> "true or false")
        .orElse("a whole number");
  }

  private static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> type) {
    for (Throwable error = failure; error != null; error = error.getCause()) {
      if (type.isInstance(error)) {
        return Optional.of(type.cast(error));
      }
    }
    return Optional.empty();
  }
}
