package io.crossim.route.config;

import io.crossim.common.result.CimException;
import io.crossim.persistence.account.jdbc.JdbcAccountStore;
import io.crossim.persistence.account.jdbc.JdbcSettings;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The database of {@code cim.accounts.store=jdbc}, {@code spring.datasource.*}. */
@ConfigurationProperties("spring.datasource")
record DatabaseProperties(
    @Nullable String url,
    @Nullable String username,
    @Nullable String password,
    @Nullable String driverClassName) {

  /**
   * Opens the accounts.
   *
   * @param own the data source of the application, which counts in place of the URL; null for none
   */
  JdbcAccountStore open(@Nullable DataSource own, DatabaseSettings settings) {
    JdbcSettings bound = settings.bind(url, driverClassName);
    if (own != null) {
      return JdbcAccountStore.open(own, bound);
    }
    if (url == null) {
      throw CimException.invalid(
          "spring.datasource.url", "nothing", "a JDBC URL, because cim.accounts.store is jdbc");
    }
    return JdbcAccountStore.open(url, username, password, bound);
  }

  @Override
  public String toString() {
    return "DatabaseProperties[url=[REDACTED], username=" + username + ", password=[REDACTED]]";
  }
}
