package io.crossim.common.setting;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyCheckTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--cim.security.account=password | cim.security.account: unknown property (did you mean cim.security.accounts?)",
        "--cim.tls.requierd=true | cim.tls.requierd: unknown property (did you mean cim.tls.required?)",
        "--cim.colour=red | cim.colour: unknown property (see doc/configuration.md)",
        "--app.zk.adr=h:1 | app.zk.adr: unknown property (did you mean app.zk.addr?)",
        "--security.accounts=password | security.accounts: unknown property (did you mean cim.security.accounts?)",
        "--secure=true | secure: unknown property (did you mean cim.security.accounts=password?)",
        "--secure | secure: unknown property (did you mean cim.security.accounts=password?)",
        "--help | help: unknown property (see doc/configuration.md)",
        "--cim.tls.required | cim.tls.required: no value (expected: --cim.tls.required=VALUE)",
        "--cim.tls.enabled=true | cim.tls.enabled: not a property of cim-server (see doc/configuration.md)",
        "cim.tls.required=true | cim.tls.required: not an option (expected: a property such as --cim.limits.text=32KB)",
        "-cim.tls.required=true | -cim.tls.required: not an option (expected: a property such as --cim.limits.text=32KB)"
      })
  void anArgumentThatNothingReadsIsRefused(String argument, String sentence) {
    PropertyCheck check = new PropertyCheck(Program.SERVER);
    check.arguments(List.of(argument));
    assertThatThrownBy(check::complete).hasMessage(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--cim.server.port=9000",
        "--cim.server.maxFrame=1MB",
        "--cim.http.trusted-proxies[0]=10.0.0.1",
        "--cim.tracing.headers.authorization=Bearer x",
        "--cim.route.url=",
        "--app.zk.root=/x",
        "--app.route.way.consitenthash=x",
        "--server.port=0",
        "--spring.config.import=file:x",
        "--logging.level.io.crossim=debug",
        "--management.server.port=1",
        "--springdoc.api-docs.enabled=false",
        "--my.own=1",
        "--debug",
        "--trace"
      })
  void anArgumentThatSomethingReadsPasses(String argument) {
    PropertyCheck check = new PropertyCheck(Program.SERVER);
    check.arguments(List.of(argument));
    assertThatCode(check::complete).doesNotThrowAnyException();
  }

  @Test
  void theCommandLinesOfTheFieldPass() {
    takes(
        Program.ROUTE,
        "--app.zk.addr=h:2181",
        "--spring.redis.host=h",
        "--spring.redis.port=6379",
        "--app.zk.switch=true",
        "--app.zk.connect.timeout=1000",
        "--app.route.way.handler=loop",
        "--offline.store.mode=redis",
        "--offline.store.redis.expire.message-ttl-days=7");
    takes(
        Program.SERVER, "--cim.server.port=1", "--cim.heartbeat.time=30", "--cim.route.url=http:x");
    takes(
        Program.CONSOLE,
        "--server.port=8084",
        "--cim.user.id=1",
        "--cim.user.userName=a",
        "--cim.route.url=http://h:8083/",
        "--cim.heartbeat.time=30",
        "--cim.msg.logger.path=/x",
        "--cim.reconnect.count=3",
        "--cim.callback.thread.queue.size=2",
        "--cim.callback.thread.pool.size=2");
    takes(
        Program.SINGLE_PROCESS,
        "--cim.standalone.send-port=0",
        "--cim.inbox.store=redis",
        "--cim.server.port=1");
  }

  private static void takes(Program program, String... arguments) {
    PropertyCheck check = new PropertyCheck(program);
    check.arguments(List.of(arguments));
    assertThatCode(check::complete).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CIM_SECURITY_ACCOUNT | CIM_SECURITY_ACCOUNT: unknown property (did you mean CIM_SECURITY_ACCOUNTS?)",
        "CIM_LIMITS_TEXT_SIZE | CIM_LIMITS_TEXT_SIZE: unknown property (did you mean CIM_LIMITS_TEXT?)",
        "cim_tls_requierd | cim_tls_requierd: unknown property (see doc/configuration.md)",
        "CIM_SECURE | CIM_SECURE: unknown property (see doc/configuration.md)"
      })
  void aVariableThatNothingReadsIsRefused(String name, String sentence) {
    PropertyCheck check = new PropertyCheck(Program.SERVER);
    check.variables(Map.of(name, "x"));
    assertThatThrownBy(check::complete).hasMessage(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "PATH, /bin",
    "CIM_SERVER_PORT, 9000",
    "cim_server_port, 9000",
    "CIM_USER_PASSWORD, x",
    "CIM_USER_USERNAME, x",
    "CIM_SERVER_ADVERTISED_CLIENT_HOST, x",
    "CIM_SERVER_ADVERTISEDCLIENTHOST, x",
    "CIM_HTTP_TRUSTED_PROXIES_0, 10.0.0.1",
    "CIM_TRACING_HEADERS_AUTHORIZATION, x",
    "CIM_TEST_REDIS, redis://h:1",
    "CIM_TEST_REDIS_IMAGE, x",
    "CIM_REQUIRE, docker",
    "CIM_SUBNET, 172.29.83",
    "CIM_ROUTE_PORT, 8083",
    "CIM_SERVER_2_PORT, 11212",
    "CIM_NGINX_IMAGE, x",
    "CIM_ROUTE_SERVICE_HOST, 10.0.0.1",
    "CIM_ROUTE_SERVICE_PORT_HTTP, 8083",
    "CIM_SERVER_PORT_11211_TCP_ADDR, 10.0.0.1",
    "CIM_PROD_ROUTE_PORT, tcp://10.0.0.1:8083"
  })
  void aVariableOfAnyProgramOrOfOthersPasses(String name, String value) {
    PropertyCheck check = new PropertyCheck(Program.SERVER);
    check.variables(Map.of(name, value));
    assertThatCode(check::complete).doesNotThrowAnyException();
  }

  @Test
  void aFileMayNamePropertiesOfAnyProgramAndOthersThanOurs() {
    PropertyCheck check = new PropertyCheck(Program.SERVER);
    check.properties(
        List.of("cim.user.userName", "cim.inbox.store", "cluster-secret", "app.name", "my.own"));
    assertThatCode(check::complete).doesNotThrowAnyException();
  }

  @Test
  void allMistakesAreToldAtOnce() {
    PropertyCheck check = new PropertyCheck(Program.SERVER);
    check.properties(List.of("cim.server.prt", "cim.http.max-bdy"));
    assertThatThrownBy(check::complete)
        .hasMessage(
            "cim.server.prt: unknown property (did you mean cim.server.port?); "
                + "cim.http.max-bdy: unknown property (did you mean cim.http.max-body?)");
  }
}
