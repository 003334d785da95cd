package io.crossim.service.management;

import java.util.Map;
import java.util.function.IntConsumer;
import lombok.RequiredArgsConstructor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Puts the number of the open port where Spring's {@code @LocalManagementPort} looks for it. */
@RequiredArgsConstructor
final class LocalManagementPort implements IntConsumer {

  private static final String PROPERTY = "local.management.port";

  private final ConfigurableEnvironment environment;

  @Override
  public void accept(int number) {
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource(PROPERTY, Map.of(PROPERTY, number)));
  }
}
