package io.crossim.it;

import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.fixture.SingleProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups in one process with nothing else installed. */
class SingleProcessGroupIT extends GroupTests {

  @TempDir private static Path directory;

  private static SingleProcess cim;

  @BeforeAll
  static void start() {
    cim =
        SingleProcess.start(
            directory, "cim.conversations.private=true", "cim.login.conflict=multi");
  }

  @AfterAll
  static void stop() {
    if (cim != null) {
      cim.close();
    }
  }

  @Override
  Route route(int index) {
    return cim.route();
  }

  @Override
  User user(int server, String stem) {
    return cim.route().register(stem);
  }

  @Test
  void privateMessagesAreKeptAndStandOnAllDevices() throws Exception {
    PrivateTalk.onTwoDevices(cim.route(), cim.route());
  }
}
