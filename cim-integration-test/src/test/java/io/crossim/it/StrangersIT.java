package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.it.client.Answer;
import io.crossim.it.client.Patience;
import io.crossim.it.client.Route;
import io.crossim.it.client.ServerAt;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.SingleProcess;
import io.crossim.sdk.Client;
import io.crossim.sdk.SendResult;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strangers who want to be in the way: they are bound, and two users of good will chat on. */
class StrangersIT {

  private static final int IDLE = 2_000;
  private static final int UNAUTHENTICATED = 300;
  private static final Duration SOON = Patience.LONG;

  @TempDir private static Path directory;

  private static SingleProcess cim;
  private static Route route;
  private static User ana;
  private static User bo;
  private static User cy;
  private static User dan;

  private static int texts;

  @BeforeAll
  static void start() {
    cim =
        SingleProcess.start(
            directory,
            "cim.limits.exempt-loopback=false",
            "cim.limits.sends-per-second=100",
            "cim.limits.registrations-per-minute=10",
            "cim.server.max-unauthenticated=" + UNAUTHENTICATED,
            "cim.server.login-timeout=3s",
            "cim.http.request-timeout=2s");
    route = cim.route();
    ana = route.register("ana");
    bo = route.register("bo");
    cy = route.register("cy");
    dan = route.register("dan");
  }

  @AfterAll
  static void stop() {
    cim.close();
  }

  @BeforeEach
  void roomForLogins() {
    await().atMost(SOON).ignoreExceptions().until(() -> canLogIn(cy));
  }

  @Test
  void twoThousandWhoNeverLogInDoNotStopAChat() throws Exception {
    ServerAt server = route.chooseServer(ana);
    List<Socket> idle = new ArrayList<>();
    try (V2Client a = V2Client.online(route, ana);
        V2Client b = V2Client.online(route, bo)) {
      for (int i = 0; i < IDLE; i++) {
        idle.add(new Socket(InetAddress.getLoopbackAddress(), server.tcpPort()));
        if (i % 100 == 0) {
          chat(a, b);
        }
      }
      chat(a, b);
      for (Socket stranger : idle) {
        assertEnds(stranger);
      }
      chat(a, b);
      assertThat(a.isClosed()).isFalse();
      await().atMost(SOON).ignoreExceptions().until(() -> canLogIn(cy));
      await("the log tells of it")
          .atMost(SOON)
          .until(
              () ->
                  cim.process().process().output().stream()
                      .anyMatch(line -> line.contains("cim.server.max-unauthenticated refused ")));
    } finally {
      for (Socket stranger : idle) {
        stranger.close();
      }
    }
  }

  @Test
  void aLoginThatDripsIsCutOff() throws Exception {
    try (Socket slow =
            new Socket(InetAddress.getLoopbackAddress(), route.chooseServer(ana).tcpPort());
        V2Client a = V2Client.online(route, ana);
        V2Client b = V2Client.online(route, bo)) {
      OutputStream out = slow.getOutputStream();
      out.write(100);
      await("the server closes a connection whose login drips")
          .atMost(SOON)
          .until(() -> drip(out, 'a') || ended(slow));
      chat(a, b);
    }
  }

  @Test
  void aRequestThatDripsIsAnsweredAndCutOff() throws Exception {
    for (String start :
        List.of(
            "POST /p2pRoute HTTP/1.1\r\nHost: x\r\nX-Slow: ",
            "POST /p2pRoute HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")) {
      try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), route.port())) {
        slow.setSoTimeout((int) SOON.toMillis());
        slow.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
        String answer = new String(slow.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("\"code\":\"3000\"");
      }
    }
  }

  @Test
  void whoSendsTooFastIsToldAndNothingOfItIsStored() {
    try (V2Client b = V2Client.online(route, bo)) {
      List<String> stored = new ArrayList<>();
      Answer refused = null;
      for (int i = 0; i < 50 && refused == null; i++) {
        List<String> batch = texts("fast " + i + "-");
        Answer answer =
            route
                .http()
                .post(
                    "/p2pRoute",
                    Map.of("userId", cy.id(), "receiveUserId", bo.id(), "batchMsg", batch));
        if (answer.status() == 429) {
          refused = answer;
        } else {
          answer.orFail();
          stored.addAll(batch);
        }
      }
      assertThat(refused).isNotNull();
      assertThat(refused.code()).isEqualTo("6000");
      assertThat(refused.message())
          .isEqualTo("too many sends: at most 100 a second for a user; retry later");
      route.toOne(ana, bo, "from another").orFail();
      b.awaitText("from another");
      assertThat(b.texts().stream().filter(text -> text.startsWith("fast ")))
          .containsExactlyElementsOf(stored);
    }
  }

  @Test
  void overTcpWhatIsTooMuchFailsAndTheRestArrives() throws Exception {
    List<String> received = new CopyOnWriteArrayList<>();
    try (Client receiver = client(bo, received);
        Client sender = client(dan, new CopyOnWriteArrayList<>())) {
      receiver.start().get(20, TimeUnit.SECONDS);
      sender.start().get(20, TimeUnit.SECONDS);
      List<CompletableFuture<SendResult>> sends = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        sends.add(sender.send(bo.id(), "burst " + i));
      }
      List<String> accepted = new ArrayList<>();
      int refused = 0;
      for (int i = 0; i < sends.size(); i++) {
        if (accepted(sends.get(i))) {
          accepted.add("burst " + i);
        } else {
          refused++;
        }
      }
      assertThat(refused).isPositive();
      assertThat(accepted).hasSizeGreaterThanOrEqualTo(200);
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(received.size()).isGreaterThanOrEqualTo(accepted.size()));
      assertThat(received).containsExactlyElementsOf(accepted);
    }
  }

  @Test
  void whoRegistersTooOftenIsTold() {
    Answer last = null;
    for (int i = 0; i < 100 && (last == null || last.status() == 200); i++) {
      last = route.http().postText("/registerAccount", "{\"userName\":\"many" + i + "\"}");
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.code()).isEqualTo("6000");
    assertThat(last.message())
        .isEqualTo("too many registrations: at most 10 a minute from one address; retry later");
  }

  private static boolean accepted(CompletableFuture<SendResult> send) throws Exception {
    try {
      send.get(30, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      assertThat(e.getCause())
          .isInstanceOfSatisfying(
              CimException.class,
              why -> assertThat(why.code()).isEqualTo(ResultCode.REQUEST_LIMIT));
      return false;
    }
  }

  private static void chat(V2Client a, V2Client b) {
    String text = "text " + ++texts;
    route.toOne(ana, bo, text).orFail();
    b.awaitPush(text, ana, bo);
    route.toOne(bo, ana, text).orFail();
    a.awaitPush(text, bo, ana);
  }

  /** As many as a request may carry. */
  private static List<String> texts(String stem) {
    return IntStream.range(0, 100).mapToObj(n -> stem + n).toList();
  }

  private static boolean canLogIn(User user) {
    V2Client.online(route, user).close();
    return true;
  }

  /** The server ends it: at once, or when its time for a login is over. */
  private static void assertEnds(Socket stranger) throws IOException {
    stranger.setSoTimeout((int) SOON.toMillis());
    try {
      assertThat(stranger.getInputStream().read()).isEqualTo(-1);
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  /** Returns whether nobody takes it any more. */
  private static boolean drip(OutputStream out, int one) {
    try {
      out.write(one);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean ended(Socket socket) throws IOException {
    socket.setSoTimeout(1);
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  private static Client client(User user, List<String> texts) {
    return Client.builder()
        .routeUrl(route.url())
        .user(user.id(), user.name())
        .listener(message -> texts.add(message.text()))
        .build();
  }
}
