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

  /** How many the connection has not watched before its last change. */
  private int fresh;

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

  @Test
  void whoIsWatchedAlreadyIsKeptAndIsNotNew() {
    set(ann, 1, 2, 3, 4);
    set(bob, 4);
    Watched before = users.find(4);

    assertThat(set(ann, 9, 8, 3, 4)).containsExactly(9L, 8L, 3L, 4L);
    assertThat(fresh).isEqualTo(2);
    assertThat(users.find(4)).isSameAs(before);
    assertThat(users.find(1)).isNull();

    assertThat(set(bob, 3, 8)).containsExactly(3L); // all five watches are there
    assertThat(fresh).isEqualTo(1);
  }

  private List<Long> set(Connection connection, long... ids) {
    LinkedHashSet<Long> userIds = new LinkedHashSet<>();
    for (long id : ids) {
      userIds.add(id);
    }
    WatchedUsers.Watching watching = users.set(connection, userIds);
    fresh = watching.fresh();
    return watching.users().stream().map(user -> user.userId).toList();
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
