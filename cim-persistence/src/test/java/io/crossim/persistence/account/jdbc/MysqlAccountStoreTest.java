package io.crossim.persistence.account.jdbc;

import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

class MysqlAccountStoreTest extends ServerAccountStoreContract {

  @BeforeAll
  static void start() {
    connect("CIM_TEST_MYSQL", MysqlAccountStoreTest::container);
  }

  @SuppressWarnings("resource") // closed with the test
  private static Started container() {
    GenericContainer<?> server =
        new GenericContainer<>("mysql:8.4")
            .withEnv("MYSQL_ROOT_PASSWORD", "cim")
            .withEnv("MYSQL_DATABASE", "cim")
            .withExposedPorts(3306)
            .waitingFor(Wait.forLogMessage(".*port: 3306  MySQL Community Server.*", 1));
    server.start();
    String address = server.getHost() + ":" + server.getMappedPort(3306);
    return new Started(
        "jdbc:mysql://" + address + "/cim?user=root&password=cim&allowPublicKeyRetrieval=true",
        server::stop);
  }
}
