package io.crossim.service.start;

import io.crossim.common.result.CimException;
import io.crossim.common.result.InvalidValueException;
import io.crossim.common.setting.SettingWords;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.env.PropertyResolver;
import org.springframework.util.ClassUtils;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Tells in one sentence why a service does not start. */
final class StartFailure {

  /** How Spring Boot begins to say that it can neither read nor watch the files of a bundle. */
  private static final String BROKEN_BUNDLE = "Unable to register SSL bundle '";

  /** How Spring Boot begins to say which type a value is not of. */
  private static final String NOT_CONVERTED = "Failed to convert to type ";

  private StartFailure() {}

  /**
   * The sentence; empty where the cause is none that the user can mend, so that it must be told in
   * full.
   *
   * @param settings tell how a value was typed; null where the start failed before they were read
   */
  static Optional<String> sentence(Throwable failure, @Nullable PropertyResolver settings) {
    @Nullable BindException bind = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidValueException invalid && settings != null) {
        return Optional.ofNullable(asTyped(invalid, settings).getMessage());
      }
      if (cause instanceof CimException || cause instanceof ConfigDataException) {
        return Optional.ofNullable(cause.getMessage());
      }
      if (cause instanceof IllegalStateException
          && String.valueOf(cause.getMessage()).startsWith(BROKEN_BUNDLE)) {
        return Optional.of(brokenBundle(cause));
      }
      if (cause instanceof NoSuchSslBundleException missing) {
        return Optional.ofNullable(
            CimException.invalid(
                    "spring.ssl.bundle",
                    missing.getBundleName(),
                    "pem."
                        + missing.getBundleName()
                        + ".* or jks."
                        + missing.getBundleName()
                        + ".*, because another property names that bundle")
                .getMessage());
      }
      if (cause instanceof MarkedYAMLException broken) {
        return Optional.of(sentence(broken));
      }
      if (cause instanceof InvalidConfigurationPropertyValueException invalid
          && String.valueOf(invalid.getReason()).startsWith(NOT_CONVERTED)) {
        return Optional.of(notConverted(invalid));
      }
      if (cause instanceof BindException e) {
        bind = e;
      }
    }
    return bind == null ? Optional.empty() : Optional.of(sentence(bind));
  }

  /**
   * Shows {@code 1GB} where that was typed, not the {@code 1073741824B} that it was read as. A text
   * stays as the check shows it: that may have left out a secret.
   */
  private static CimException asTyped(InvalidValueException invalid, PropertyResolver settings) {
    String typed = invalid.found() instanceof String ? null : settings.getProperty(invalid.field());
    return typed == null
        ? invalid
        : CimException.invalid(invalid.field(), typed, invalid.expected());
  }

  /** A value that was asked for by its name, and not as part of a group. */
  private static String notConverted(InvalidConfigurationPropertyValueException invalid) {
    String type = String.valueOf(invalid.getReason()).substring(NOT_CONVERTED.length());
    String expected =
        ClassUtils.isPresent(type, null)
            ? SettingWords.expected(ClassUtils.resolveClassName(type, null))
            : "a " + type;
    return String.valueOf(
        CimException.invalid(invalid.getName(), invalid.getValue(), expected).getMessage());
  }

  private static String brokenBundle(Throwable failure) {
    String name =
        String.valueOf(failure.getMessage()).substring(BROKEN_BUNDLE.length()).replace("'", "");
    return String.valueOf(
        CimException.invalid(
                "spring.ssl.bundle",
                name,
                "a bundle that can be read, and watched if it is to be reloaded; it says: "
                    + innermost(failure).getMessage())
            .getMessage());
  }

  private static String sentence(MarkedYAMLException broken) {
    Mark mark = broken.getProblemMark();
    String place =
        mark == null ? "" : ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    return SettingWords.brokenYaml(place, broken.getProblem());
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
        return SettingWords.expected(conversion.getTargetType().getType());
      }
    }
    return SettingWords.expected(e.getTarget().getType().toClass());
  }

  private static Throwable innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
