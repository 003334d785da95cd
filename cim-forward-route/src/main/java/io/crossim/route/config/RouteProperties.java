package io.crossim.route.config;

import io.crossim.common.result.CimException;
import io.crossim.route.access.SecurityProperties;
import io.crossim.route.session.ConflictPolicy;
import io.crossim.route.web.Limits;
import io.crossim.route.web.LoginHost;
import io.crossim.service.discovery.AdvertisedHost;
import io.crossim.service.discovery.AdvertisedPort;
import io.crossim.service.start.TimeSetting;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The route's settings, {@code cim.*}. */
@ConfigurationProperties("cim")
public record RouteProperties(
    @DefaultValue Login login,
    @DefaultValue Accounts accounts,
    @DefaultValue Sessions sessions,
    @NestedConfigurationProperty @DefaultValue Limits limits,
    @NestedConfigurationProperty @DefaultValue SecurityProperties security,
    @DefaultValue Data data,
    @DefaultValue Route route) {

  /**
   * {@code cim.login.*}.
   *
   * @param conflict what becomes of a second login
   * @param host which host {@code /login} answers
   */
  public record Login(
      @DefaultValue("reject") ConflictPolicy conflict,
      @DefaultValue("registered") LoginHost host) {}

  /** {@code cim.accounts.*}. */
  public record Accounts(@DefaultValue("redis") AccountStoreType store) {}

  /** Where accounts are kept. */
  public enum AccountStoreType {
    REDIS,
    /** The database of {@code spring.datasource.url}. */
    JDBC,
    /** A database of our own under {@code cim.data.directory}. */
    EMBEDDED
  }

  /** {@code cim.sessions.*}. */
  public record Sessions(@DefaultValue("redis") SessionStoreType store) {}

  /** Where sessions are kept. */
  public enum SessionStoreType {
    REDIS,
    /** For a single process, whose sessions end with it. */
    MEMORY
  }

  /**
   * {@code cim.data.*}.
   *
   * @param directory where embedded stores keep their files
   */
  public record Data(@DefaultValue("data") Path directory) {

    public Data {
      if (directory.toString().isBlank()) {
        throw CimException.invalid("cim.data.directory", "nothing", "a directory");
      }
    }
  }

  /**
   * {@code cim.route.*}.
   *
   * @param advertisedHost under which cim-servers reach this route; null for the first address of
   *     this machine that others can reach
   * @param advertisedPort the port that cim-servers are told to call; 0 for the one that is open
   * @param drainTime for how long a route that ends still answers, while others let go of it
   */
  public record Route(
      @Nullable String advertisedHost,
      @DefaultValue("0") int advertisedPort,
      @DefaultValue("2s") Duration drainTime) {

    public Route {
      TimeSetting.checkOrZero("cim.route.drain-time", drainTime);
      AdvertisedHost.check("cim.route.advertised-host", advertisedHost);
      AdvertisedPort.check("cim.route.advertised-port", advertisedPort);
    }
  }
}
