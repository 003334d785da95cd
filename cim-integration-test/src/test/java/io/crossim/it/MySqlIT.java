package io.crossim.it;

import io.crossim.it.fixture.Database;

class MySqlIT extends DatabaseTests {

  @Override
  Database open() {
    return Database.mysql();
  }
}
