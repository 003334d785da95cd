package io.crossim.persistence.account.jdbc;

import io.crossim.common.result.CimException;
import java.util.Locale;
import lombok.RequiredArgsConstructor;

/** Where the databases differ. */
@RequiredArgsConstructor
enum Dialect {
  H2("h2", "CAST(FLOOR(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000) AS BIGINT)"),
  // Also MariaDB.
  MYSQL("mysql", "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)"),
  POSTGRESQL("postgresql", "CAST(FLOOR(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000) AS BIGINT)"),
  ;

  private final String folder;
  private final String millis;

  /**
   * @param product as the database's driver names it
   * @throws CimException for a database that has no migrations here
   */
  static Dialect of(String product) {
    return switch (product.toLowerCase(Locale.ROOT)) {
      case "h2" -> H2;
      case "mysql", "mariadb" -> MYSQL;
      case "postgresql" -> POSTGRESQL;
      default ->
          throw CimException.invalid("database", product, "H2, MySQL, MariaDB or PostgreSQL");
    };
  }

  String migrations() {
    return "classpath:db/cim/" + folder;
  }

  /** Takes the turn to register, and the next id. */
  String nextId() {
    return "UPDATE cim_account_last_id SET last_id = GREATEST(last_id + 1, " + millis + ")";
  }
}
