package io.crossim.route.config;

import com.zaxxer.hikari.HikariConfig;
import io.crossim.persistence.account.jdbc.JdbcSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * Binds {@code spring.datasource.hikari.*} and {@code spring.flyway.*} as Spring Boot does. Its own
 * auto-configuration is not on the class path: it would give every application that embeds a route
 * a database, wanted or not.
 */
@RequiredArgsConstructor
final class DatabaseSettings {

  private static final String HIKARI = "spring.datasource.hikari";
  private static final ConfigurationPropertyName FLYWAY =
      ConfigurationPropertyName.of("spring.flyway");

  private final Environment environment;

  /**
   * Whether {@code spring.flyway.*} is about the tables of accounts; false where the application
   * has a Flyway of its own.
   */
  private final boolean ownsFlyway;

  /** The properties for which Spring Boot has other types than Flyway. */
  record Flyway(
      @DefaultValue("true") boolean enabled,
      @Nullable String url,
      @Nullable String user,
      @Nullable String password,
      @DefaultValue List<String> locations,
      @Nullable String baselineVersion,
      @Nullable String target,
      @Nullable Duration connectRetriesInterval,
      @DefaultValue List<String> initSqls) {

    static final Set<String> NAMES =
        Set.of(
            "url",
            "user",
            "password",
            "locations",
            "baseline-version",
            "target",
            "connect-retries-interval",
            "init-sqls");

    /** Sets what was given; locations come in addition to those of the accounts. */
    void applyTo(ClassicConfiguration flyway, @Nullable String databaseUrl) {
      flyway.setLocationsAsStrings(
          Stream.concat(
                  Arrays.stream(flyway.getLocations()).map(Location::toString), locations.stream())
              .toArray(String[]::new));
      if (baselineVersion != null) {
        flyway.setBaselineVersionAsString(baselineVersion);
      }
      if (target != null) {
        flyway.setTargetAsString(target);
      }
      if (connectRetriesInterval != null) {
        flyway.setConnectRetriesInterval((int) connectRetriesInterval.toSeconds());
      }
      if (!initSqls.isEmpty()) {
        flyway.setInitSql(String.join("\n", initSqls));
      }
      String from = url == null ? databaseUrl : url;
      if (from != null && (url != null || user != null)) {
        flyway.setDataSource(from, user, password);
      }
    }
  }

  /**
   * The settings of both.
   *
   * @param databaseUrl that of {@code spring.datasource.url}
   */
  JdbcSettings bind(@Nullable String databaseUrl, @Nullable String driver) {
    Binder binder = Binder.get(environment);
    if (!ownsFlyway) {
      return new JdbcSettings(pool -> apply(binder, driver, pool), flyway -> {}, true);
    }
    Flyway typed = binder.bindOrCreate(FLYWAY.toString(), Flyway.class);
    return new JdbcSettings(
        pool -> apply(binder, driver, pool),
        flyway -> {
          binder.bind(FLYWAY, Bindable.ofInstance(flyway), new Others());
          typed.applyTo(flyway, databaseUrl);
        },
        typed.enabled());
  }

  private static void apply(Binder binder, @Nullable String driver, HikariConfig pool) {
    if (driver != null) {
      pool.setDriverClassName(driver);
    }
    binder.bind(HIKARI, Bindable.ofInstance(pool));
  }

  /** Leaves out the properties that are bound by their own type. */
  private static final class Others extends AbstractBindHandler {

    Others() {
      super(BindHandler.DEFAULT);
    }

    @Override
    public <T> @Nullable Bindable<T> onStart(
        ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
      boolean isTyped =
          name.getNumberOfElements() == FLYWAY.getNumberOfElements() + 1
              && Flyway.NAMES.contains(name.getLastElement(ConfigurationPropertyName.Form.DASHED));
      return isTyped ? null : super.onStart(name, target, context);
    }
  }
}
