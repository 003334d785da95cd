package io.crossim.route.config;

import io.crossim.common.result.CimException;
import io.crossim.route.session.ConflictPolicy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** The route's settings, {@code cim.*}. */
@ConfigurationProperties("cim")
public record RouteProperties(
    @DefaultValue Login login,
    @DefaultValue Accounts accounts,
    @DefaultValue Sessions sessions,
    @DefaultValue Limits limits,
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

  /** Which host {@code /login} answers. */
  public enum LoginHost {
    /** The one that the server registered. */
    REGISTERED,
    /** The one that the request came to; right where route and server are one process. */
    REQUEST
  }

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
   * {@code cim.limits.*}.
   *
   * @param text the largest text of a message, in bytes of UTF-8
   * @param batch the most texts of one request
   */
  public record Limits(@DefaultValue("64KB") DataSize text, @DefaultValue("100") int batch) {

    private static final DataSize LARGEST_TEXT = DataSize.ofMegabytes(1);

    public Limits {
      if (text.toBytes() < 1 || text.compareTo(LARGEST_TEXT) > 0) {
        throw CimException.invalid("cim.limits.text", text, "1B to 1MB");
      }
      if (batch < 1 || batch > 1_000) {
        throw CimException.invalid("cim.limits.batch", batch, "1-1000");
      }
    }
  }

  /**
   * {@code cim.data.*}.
   *
   * @param directory where embedded stores keep their files
   */
  public record Data(@DefaultValue("data") Path directory) {}

  /**
   * {@code cim.route.*}.
   *
   * @param advertisedHost under which cim-servers reach this route; null for the first address of
   *     this machine that others can reach
   */
  public record Route(@Nullable String advertisedHost) {}
}
