package io.crossim.service.tls;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Makes an SSL bundle of the files that {@code cim.tls.*} names. The files are checked before
 * Spring Boot reads them, because its words name no property of ours.
 */
final class PemFilesEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

  /** After every source has been read, configuration files included. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Binder.get(environment)
        .bindOrCreate(TlsProperties.PREFIX, TlsProperties.class)
        .files()
        .ifPresent(
            files -> {
              files.check();
              environment
                  .getPropertySources()
                  .addLast(new MapPropertySource(PemFiles.BUNDLE, files.asBundle()));
            });
  }
}
