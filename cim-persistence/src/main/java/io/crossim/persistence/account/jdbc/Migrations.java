package io.crossim.persistence.account.jdbc;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the tables up to date. */
final class Migrations {

  private Migrations() {}

  /** Any number of processes may do this at once, to a database that has other tables too. */
  static void run(DataSource dataSource, Dialect dialect) {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(dataSource)
        .locations(dialect.migrations())
        .table("cim_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .failOnMissingLocations(true)
        .load()
        .migrate();
  }
}
