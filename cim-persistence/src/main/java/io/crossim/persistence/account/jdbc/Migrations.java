package io.crossim.persistence.account.jdbc;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.ClassicConfiguration;

/** Brings the tables up to date. */
final class Migrations {

  private Migrations() {}

  /** Any number of processes may do this at once, to a database that has other tables too. */
  static void run(DataSource dataSource, Dialect dialect, JdbcSettings settings) {
    if (settings.migrate()) {
      ClassicConfiguration flyway = new ClassicConfiguration(Migrations.class.getClassLoader());
      flyway.setDataSource(dataSource);
      flyway.setLocationsAsStrings(dialect.migrations());
      flyway.setTable("cim_schema_history");
      flyway.setBaselineOnMigrate(true);
      flyway.setBaselineVersionAsString("0");
      flyway.setFailOnMissingLocations(true);
      settings.migrations().accept(flyway);
      new Flyway(flyway).migrate();
    }
  }
}
