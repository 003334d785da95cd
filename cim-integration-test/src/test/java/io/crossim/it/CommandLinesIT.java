package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.cluster.CimProcess;
import io.crossim.cluster.JavaCommand;
import io.crossim.cluster.Ports;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.fixture.Backends;
import io.crossim.it.fixture.Console;
import io.crossim.it.fixture.LocalBackends;
import io.crossim.it.fixture.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command lines that stand in scripts all over the field, word for word; only the ports differ,
 * and the HTTP port is given because two services share this machine.
 */
class CommandLinesIT {

  @TempDir private static Path directory;

  /** The switch is no part of the command lines. */
  private static final List<String> FLAGS =
      Stream.concat(JavaCommand.LIGHT.stream(), Stream.of("-Dcim.warmup.enabled=false")).toList();

  private static final List<CimProcess> SERVICES = new ArrayList<>();
  private static LocalBackends backends;

  @BeforeAll
  static void start() {
    backends = LocalBackends.start(directory);
    SERVICES.add(server("cim-server-0"));
    SERVICES.add(server("cim-server-1"));
    SERVICES.add(route("cim-forward-route-0"));
    SERVICES.add(route("cim-forward-route-1"));
    SERVICES.forEach(CimProcess::awaitReady);
  }

  private static CimProcess server(String name) {
    return CimProcess.launch(
        name,
        directory,
        Program.SERVER.shipped(),
        FLAGS,
        List.of(
            "--cim.server.port=" + Ports.free(),
            "--app.zk.addr=" + backends.addresses().zookeeper(),
            "--server.port=0"));
  }

  private static CimProcess route(String name) {
    Backends at = backends.addresses();
    return CimProcess.launch(
        name,
        directory,
        Program.ROUTE.shipped(),
        FLAGS,
        List.of(
            "--app.zk.addr=" + at.zookeeper(),
            "--spring.redis.host=" + at.redisHost(),
            "--spring.redis.port=" + at.redisPort(),
            "--server.port=0"));
  }

  @AfterAll
  static void stop() {
    SERVICES.forEach(CimProcess::close);
    if (backends != null) {
      backends.close();
    }
  }

  private static Route routeAt(int index) {
    return new Route("127.0.0.1", SERVICES.get(2 + index).httpPort());
  }

  private static User userOn(int server, String stem) {
    int port = SERVICES.get(server).tcpPort();
    return await("a user whom the route sends to server " + server)
        .ignoreExceptions()
        .until(
            () -> routeAt(0).register(stem),
            user -> routeAt(0).chooseServer(user).tcpPort() == port);
  }

  @Test
  void consolesOnDifferentServersChatThroughDifferentRoutes() {
    User ana = userOn(0, "ana");
    User bo = userOn(1, "bo");
    try (Console a = Console.start(directory, routeAt(0), ana);
        Console b = Console.start(directory, routeAt(1), bo)) {
      assertThat(a.awaitConnected()).isEqualTo(SERVICES.get(0).tcpPort());
      assertThat(b.awaitConnected()).isEqualTo(SERVICES.get(1).tcpPort());
      a.type("hello everybody");
      b.awaitText("hello everybody");
      b.type(ana.id() + ";;only for you");
      a.awaitText("only for you");
      assertEveryCommand(a, ana, bo);
      a.type(":delay later on 1");
      b.awaitText("later on");
      a.type(":q!");
      assertThat(a.awaitExit()).isZero();
      await().untilAsserted(() -> assertThat(routeAt(1).onlineNames()).doesNotContain(ana.name()));
      b.process().closeInput();
      assertThat(b.awaitExit()).isZero();
      await().untilAsserted(() -> assertThat(routeAt(0).onlineNames()).isEmpty());
    }
  }

  private static void assertEveryCommand(Console a, User ana, User bo) {
    a.ask(":all", ":delay text seconds");
    a.ask(":olu", bo.name());
    a.ask(":info", Long.toString(ana.id()));
    a.ask(":pu " + bo.name(), "1 user online");
    a.ask(":qu nobody-has-this", "0 users online");
    a.ask(":emoji 1", ":grinning:");
    a.ask(":who " + bo.id(), bo.id() + " is online");
    a.ask(":block " + bo.id(), "you take nothing from " + bo.id());
    a.ask(":block", "you have blocked 1 user");
    a.ask(":unblock " + bo.id(), "you take messages from " + bo.id() + " again");
    a.ask(":q everybody", "1 message found");
    a.type(":ai");
    a.ask("你好吗?", "我好!");
    a.type(":qai");
    a.ask(":nope", "unknown command :nope");
  }

  @Test
  void interruptEndsTheConsoleCleanly() {
    User cy = userOn(0, "cy");
    try (Console c = Console.startShipped(directory, routeAt(0), cy)) {
      c.awaitConnected();
      c.process().interrupt();
      c.awaitExit();
      assertThat(c.process().output()).noneMatch(line -> line.contains("Exception"));
      await().untilAsserted(() -> assertThat(routeAt(0).onlineNames()).doesNotContain(cy.name()));
    }
  }
}
