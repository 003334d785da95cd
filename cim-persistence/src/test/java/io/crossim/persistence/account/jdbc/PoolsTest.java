package io.crossim.persistence.account.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PoolsTest {

  @Test
  void aUrlOfMySqlIsForTheDriverThatIsThere() throws SQLException {
    assertThat(Pools.forDriver("jdbc:mysql://db/cim"))
        .isEqualTo("jdbc:mysql://db/cim?permitMysqlScheme=true");
    String url = Pools.forDriver("jdbc:mysql://db/cim?allowPublicKeyRetrieval=true");
    assertThat(url).endsWith("?allowPublicKeyRetrieval=true&permitMysqlScheme=true");
    assertThat(DriverManager.getDriver(url).getClass().getName()).startsWith("org.mariadb.jdbc.");
  }

  @Test
  void otherUrlsStayAsTheyAre() {
    for (String url :
        new String[] {
          "jdbc:mysql://db/cim?permitMysqlScheme=true",
          "jdbc:mariadb://db/cim",
          "jdbc:postgresql://db/cim",
          "jdbc:h2:mem:cim"
        }) {
      assertThat(Pools.forDriver(url)).isEqualTo(url);
    }
  }
}
