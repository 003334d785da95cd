package io.crossim.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import io.crossim.service.mvc.CimController;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** An application with CIM in it, whose SecurityFilterChain guards every call. */
@WholeCim(GuardedApplicationTest.Application.class)
@TestPropertySource(properties = "cim.standalone.send-port=0")
class GuardedApplicationTest {

  private static final Set<String> GETS =
      Set.of(
          "/onlineUser",
          "/group",
          "/group/members",
          "/conversations",
          "/history",
          "/readers",
          "/blocked");

  private static final String SAM =
      "Basic " + Base64.getEncoder().encodeToString("sam:pencil".getBytes(StandardCharsets.UTF_8));

  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  @Import(CimApplication.class)
  static class Application {

    @Bean
    SecurityFilterChain onlySam(HttpSecurity http) throws Exception {
      return http.csrf(AbstractHttpConfigurer::disable)
          .logout(AbstractHttpConfigurer::disable) // it would take /logout for its own
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .httpBasic(withDefaults())
          .build();
    }

    @Bean
    HealthIndicator mailHealthIndicator() {
      return () -> Health.up().withDetail("queue", 7).build();
    }

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          User.withUsername("sam").password("{noop}pencil").build());
    }
  }

  @TempDir static Path data;

  @DynamicPropertySource
  static void dataDirectory(DynamicPropertyRegistry registry) {
    registry.add("cim.data.directory", data::toString);
  }

  @Autowired private RequestMappingHandlerMapping mappings;
  @Autowired private SendPort sendPort;
  @LocalServerPort private int port;
  @LocalManagementPort private int managementPort;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void everyCallAsksWhoCalls() throws Exception {
    List<String> paths =
        mappings.getHandlerMethods().entrySet().stream()
            .filter(each -> each.getValue().getBeanType().isAnnotationPresent(CimController.class))
            .flatMap(each -> each.getKey().getDirectPaths().stream())
            .toList();
    assertThat(paths).hasSize(33);
    for (String path : paths) {
      HttpResponse<String> refused = send(call(port, path));
      assertThat(refused.statusCode()).as(path).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate")).as(path).isPresent();
      assertThat(refused.body()).as(path).doesNotContain("9000");
    }
  }

  @Test
  void thePortForScriptsAsksToo() throws Exception {
    HttpRequest.Builder request = call(sendPort.number(), "/sendMsg");
    assertThat(send(request).statusCode()).isEqualTo(401);
    assertThat(send(request.setHeader("Authorization", SAM)).statusCode()).isEqualTo(400);
    assertThat(send(call(sendPort.number(), "/offLine")).statusCode()).isEqualTo(404);
  }

  @Test
  void whoIsKnownIsAnswered() throws Exception {
    HttpResponse<String> answer =
        send(
            call(port, "/registerAccount")
                .setHeader("Authorization", SAM)
                .POST(BodyPublishers.ofString("{\"userName\":\"sam\",\"reqNo\":\"1\"}")));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"code\":\"9000\"").contains("\"reqNo\":\"1\"");
  }

  @Test
  void healthAndMetersOfTheApplicationAreAtTheManagementPort() throws Exception {
    assertThat(management("health").body())
        .contains("\"mail\":{\"details\":{\"queue\":7},\"status\":\"UP\"}")
        .contains("\"store\":{\"status\":\"UP\"}", "\"gateway\":{\"status\":\"UP\"}");
    assertThat(management("prometheus").body())
        .contains("\nhikaricp_connections{pool=\"cim-accounts\"}", "\nlogback_events_total{");
    assertThat(management("drain").body()).contains("\"state\":\"IN_SERVICE\"");
  }

  /** The main port has no endpoint but the one word of health. */
  @Test
  void theMainPortHasNoneOfIt() throws Exception {
    HttpRequest.Builder loggers =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/loggers"))
            .header("Authorization", SAM);
    assertThat(send(loggers).statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> management(String endpoint) throws Exception {
    return send(
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + managementPort + "/actuator/" + endpoint)));
  }

  /** With what a call itself may ask for, so that only the chain is left to refuse it. */
  private static HttpRequest.Builder call(int port, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json");
    if (path.equals("/kick")) {
      request.header("Authorization", "CIM " + WholeCim.SECRET);
    }
    return GETS.contains(path) ? request : request.POST(BodyPublishers.ofString("{}"));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
