package io.crossim.service.start;

import io.crossim.common.result.CimException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.convert.DurationUnit;

/**
 * Refuses a time of {@code cim.*} without a unit. It would count as milliseconds, which hardly
 * anybody means who types 30. 0 needs no unit, and neither does a property that has one of its own.
 */
final class TimesHaveUnits implements ConfigurationPropertiesBindHandlerAdvisor {

  private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("cim");
  private static final Pattern PLAIN = Pattern.compile("[+-]?\\d+");

  @Override
  public BindHandler apply(BindHandler handler) {
    return new AbstractBindHandler(handler) {
      @Override
      public @Nullable Object onSuccess(
          ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
        ConfigurationProperty property = context.getConfigurationProperty();
        if (result instanceof Duration time
            && !time.isZero()
            && property != null
            && OURS.isAncestorOf(name)
            && target.getAnnotation(DurationUnit.class) == null
            && PLAIN.matcher(String.valueOf(property.getValue()).strip()).matches()) {
          throw CimException.invalid(
              name.toString(), property.getValue(), "a time with its unit, such as 30s");
        }
        return super.onSuccess(name, target, context, result);
      }
    };
  }
}
