package io.crossim.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.server.FakeTicker;
import io.crossim.server.TestDialects;
import io.crossim.server.connection.CloseLog;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionSettings;
import io.crossim.service.limits.ClientAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedUsersTest {

  private final WatchedUsers users = new WatchedUsers(5, 4, 3);
  private final Connection ann = connect(1);
  private final Connection bob = connect(2);

  @Test
  void eachUserLiesInOnePart() {
    set(ann, 1, 2, 3, 4);

    assertThat(users.part(0)).extracting(user -> user.userId).containsExactly(3L);
    assertThat(users.part(1)).extracting(user -> user.userId).containsExactlyInAnyOrder(1L, 4L);
    assertThat(users.part(2)).extracting(user -> user.userId).containsExactly(2L);
  }

  @Test
  void theBoundsCountAllPartsAndWhatIsLeftMakesRoom() {
    assertThat(set(ann, 1, 2, 3, 4, 5)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(set(bob, 4, 3)).containsExactly(4L);

    set(ann);
    assertThat(set(bob, 4, 5, 6, 7, 8)).containsExactly(4L, 5L, 6L, 7L);
    set(bob);
    assertThat(users.isEmpty()).isTrue();
  }

  private List<Long> set(Connection connection, long... ids) {
    LinkedHashSet<Long> userIds = new LinkedHashSet<>();
    for (long id : ids) {
      userIds.add(id);
    }
    return users.set(connection, userIds).stream().map(user -> user.userId).toList();
  }

  private static Connection connect(long id) {
    return new Connection(
        id,
        new EmbeddedChannel(),
        ClientAddress.of(new InetSocketAddress(1)),
        new ConnectionSettings(
            new FakeTicker(),
            new CloseLog(new SimpleMeterRegistry()),
            TestDialects.withoutInboxes(),
            1_000));
  }
}
