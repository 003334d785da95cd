package io.crossim.it;

import io.crossim.it.fixture.Database;

class PostgreSqlIT extends DatabaseTests {

  @Override
  Database open() {
    return Database.postgresql();
  }
}
