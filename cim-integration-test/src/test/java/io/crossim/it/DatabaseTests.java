package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.Database;
import io.crossim.it.fixture.SingleProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts in a database server: its tables are made, and the accounts outlive the process. */
abstract class DatabaseTests {

  @TempDir private Path directory;

  abstract Database open();

  @Test
  void accountsOutliveTheProcess() {
    try (Database database = open()) {
      User ana;
      try (SingleProcess cim = start(database)) {
        ana = cim.route().register("ana");
        assertThat(cim.route().registerAs(ana.name())).isEqualTo(ana);
        cim.process().process().kill();
      }
      try (SingleProcess cim = start(database)) {
        Route route = cim.route();
        assertThat(route.registerAs(ana.name())).isEqualTo(ana);
        assertThat(route.register("bo").id()).isNotEqualTo(ana.id());
        V2Client.online(route, ana).close();
      }
    }
  }

  private SingleProcess start(Database database) {
    return SingleProcess.start(
        directory, "cim.accounts.store=jdbc", "spring.datasource.url=" + database.url());
  }
}
