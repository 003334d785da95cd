package io.crossim.client;

import io.crossim.client.session.Hints;
import io.crossim.common.result.CimException;
import io.crossim.common.setting.SettingWords;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.convert.ConversionFailedException;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says in one sentence why the console cannot go on. */
final class StartFailure {

  private StartFailure() {}

  static String sentence(Throwable failure) {
    return known(failure)
        .map(why -> why + Hints.of(why).map(hint -> "; " + hint).orElse(""))
        .orElseGet(() -> "cannot start: " + NestedExceptionUtils.getMostSpecificCause(failure));
  }

  /** The sentence; empty where the cause is none that the user can mend. */
  static Optional<String> known(Throwable failure) {
    return first(failure, CimException.class)
        .map(Throwable::getMessage)
        .or(() -> first(failure, ConfigDataException.class).map(Throwable::getMessage))
        .or(() -> first(failure, MarkedYAMLException.class).map(StartFailure::broken))
        .or(() -> first(failure, BindException.class).flatMap(StartFailure::unreadable));
  }

  private static String broken(MarkedYAMLException yaml) {
    Mark mark = yaml.getProblemMark();
    String place =
        mark == null ? "" : ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    return SettingWords.brokenYaml(place, yaml.getProblem());
  }

  /** A value that is not of the property's type. */
  private static Optional<String> unreadable(BindException failure) {
    @Nullable ConfigurationProperty property = failure.getProperty();
    return property == null
        ? Optional.empty()
        : Optional.ofNullable(
            CimException.invalid(
                    property.getName().toString(), property.getValue(), expected(failure))
                .getMessage());
  }

  private static String expected(BindException failure) {
    return SettingWords.expected(
        first(failure, ConversionFailedException.class)
            .<Class<?>>map(conversion -> conversion.getTargetType().getType())
            .orElseGet(() -> failure.getTarget().getType().toClass()));
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
