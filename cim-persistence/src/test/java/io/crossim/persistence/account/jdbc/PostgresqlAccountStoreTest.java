package io.crossim.persistence.account.jdbc;

import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

class PostgresqlAccountStoreTest extends ServerAccountStoreContract {

  @BeforeAll
  static void start() {
    connect("CIM_TEST_POSTGRESQL", PostgresqlAccountStoreTest::container);
  }

  @SuppressWarnings("resource") // closed with the test
  private static Started container() {
    GenericContainer<?> server =
        new GenericContainer<>("postgres:17-alpine")
            .withEnv("POSTGRES_PASSWORD", "cim")
            .withExposedPorts(5432)
            // It starts twice: once to prepare itself.
            .waitingFor(
                Wait.forLogMessage(".*database system is ready to accept connections.*", 2));
    server.start();
    String address = server.getHost() + ":" + server.getMappedPort(5432);
    return new Started(
        "jdbc:postgresql://" + address + "/postgres?user=postgres&password=cim", server::stop);
  }
}
