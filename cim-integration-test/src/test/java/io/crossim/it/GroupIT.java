package io.crossim.it;

import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.SharedCluster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Members on different servers, who call through different routes. */
@ExtendWith(SharedCluster.class)
class GroupIT extends GroupTests {

  private CimCluster cluster;

  @BeforeEach
  void take(CimCluster shared) {
    cluster = shared;
  }

  @Override
  Route route(int index) {
    return cluster.route(index);
  }

  @Override
  User user(int server, String stem) {
    return cluster.userOn(server, cluster.route(0), stem);
  }
}
