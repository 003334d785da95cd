package io.crossim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.UnavailableException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeveralRoutesTest extends ClientFixture {

  @Test
  void whatTheFirstRouteDoesNotAnswerTheNextOneDoes() throws Exception {
    FakeRoute gone = new FakeRoute();
    gone.close();
    route.answer("/onlineUser", () -> FakeRoute.envelope(200, "9000", "[]"));

    Client client = started(builder().routeUrls(List.of(gone.url(), route.url())));
    assertThat(client.onlineUsers()).isEmpty();
    assertThat(get(client.send(7, "hi")).status()).isEqualTo(SendStatus.SENT);

    assertThat(route.calls).contains("/login", "/onlineUser", "/p2pRoute");
  }

  @Test
  void whereNoneAnswersTheLastFailureIsTold() throws Exception {
    Client client = started(builder().routeUrls(List.of(route.url(), route.url())));
    route.close();

    assertThatThrownBy(client::onlineUsers).isInstanceOf(UnavailableException.class);
  }
}
