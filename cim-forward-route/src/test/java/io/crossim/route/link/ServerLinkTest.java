package io.crossim.route.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.UnavailableException;
import io.crossim.metastore.ServerNode;
import io.crossim.server.api.Push;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class ServerLinkTest {

  private final FakeGateway server = new FakeGateway("one");
  private final ServerLink link =
      new ServerLink(new ServerNode("10.0.0.1", 11211, 8081, "one"), server, Runnable::run);

  @Test
  void anAnswerMakesItAlive() {
    assertThat(link.isAlive()).isFalse();
    link.ping("");
    assertThat(link.isAlive()).isTrue();
  }

  @Test
  void threeMissesMakeItDead() {
    link.ping("");
    server.fail(new SocketTimeoutException("slow"));
    link.ping("");
    link.ping("");
    assertThat(link.isAlive()).isTrue();
    link.ping("");
    assertThat(link.isAlive()).isFalse();
  }

  @Test
  void anAnswerBetweenMissesCountsThemAnew() {
    link.ping("");
    for (int i = 0; i < 4; i++) {
      server.fail(new SocketTimeoutException("slow"));
      link.ping("");
      link.ping("");
      server.fail(null);
      link.ping("");
    }
    assertThat(link.isAlive()).isTrue();
  }

  @Test
  void aRefusedConnectionMakesItDeadAtOnce() {
    link.ping("");
    server.fail(new ConnectException("Connection refused"));
    Push push = Push.newBuilder().setReceiverId(1).build();
    assertThatThrownBy(() -> link.push(push).join()).hasCauseInstanceOf(UnavailableException.class);
    assertThat(link.isAlive()).isFalse();
  }

  @Test
  void anotherProcessAtTheSameAddressMakesItDead() {
    link.ping("");
    server.incarnation = "two";
    link.ping("");
    assertThat(link.isAlive()).isFalse();
  }

  @Test
  void aServerThatAnswersAgainIsAliveAgain() {
    link.ping("");
    server.fail(new ConnectException("Connection refused"));
    link.ping("");
    server.fail(null);
    link.ping("");
    assertThat(link.isAlive()).isTrue();
  }

  @Test
  void aServerThatWasTakenForDeadIsAskedOnceToBindItsSessionsAgain() {
    link.ping("");
    link.ping("");
    assertThat(server.boundAgain).hasValue(0);

    server.fail(new SocketTimeoutException("slow"));
    for (int i = 0; i < 4; i++) {
      link.ping("");
    }
    server.fail(null);
    link.ping("");
    assertThat(server.boundAgain).hasValue(1);
    link.ping("");
    assertThat(server.boundAgain).hasValue(1);
  }
}
