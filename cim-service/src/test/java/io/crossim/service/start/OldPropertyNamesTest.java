package io.crossim.service.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

class OldPropertyNamesTest {

  /** No service: only what its environment becomes. */
  static class Nothing {}

  @Test
  void anOldNameIsRead() {
    Environment environment = start("--spring.redis.host=h", "--spring.redis.port=1");
    assertThat(environment.getProperty("spring.data.redis.host")).isEqualTo("h");
    assertThat(environment.getProperty("spring.data.redis.port", int.class)).isEqualTo(1);
  }

  @Test
  void aNewNameWins() {
    Environment environment = start("--spring.redis.host=old", "--spring.data.redis.host=new");
    assertThat(environment.getProperty("spring.data.redis.host")).isEqualTo("new");
  }

  @Test
  void anOldNameWinsOverADefault() {
    Environment environment = start("--spring.redis.database=3");
    assertThat(environment.getProperty("spring.data.redis.database")).isEqualTo("3");
  }

  @Test
  void deeperAndChangedNamesAreReadToo() {
    Environment environment =
        start("--spring.redis.cluster.nodes=a:1,b:2", "--spring.redis.ssl=true");
    assertThat(environment.getProperty("spring.data.redis.cluster.nodes")).isEqualTo("a:1,b:2");
    assertThat(environment.getProperty("spring.data.redis.ssl.enabled")).isEqualTo("true");
  }

  @Test
  void theDaysThatMessagesAreKeptAreTheirAge() {
    String old = "--offline.store.redis.expire.message-ttl-days=7";
    assertThat(start(old).getProperty("cim.inbox.max-age")).isEqualTo("7d");
    assertThat(start(old, "--cim.inbox.max-age=3d").getProperty("cim.inbox.max-age"))
        .isEqualTo("3d");
  }

  @Test
  void whatTheServiceDefaultsToWinsOverTheCommonDefaults() {
    Environment environment = start();
    assertThat(environment.getProperty("spring.lifecycle.timeout-per-shutdown-phase"))
        .isEqualTo("3s");
    assertThat(environment.getProperty("server.tomcat.max-keep-alive-requests")).isEqualTo("-1");
  }

  private static Environment start(String... args) {
    SpringApplication application =
        ServiceRunner.application(
            Nothing.class,
            Map.of(
                "spring.data.redis.database",
                "1",
                "spring.lifecycle.timeout-per-shutdown-phase",
                "3s"));
    application.setWebApplicationType(WebApplicationType.NONE);
    try (ConfigurableApplicationContext context = application.run(args)) {
      return context.getEnvironment();
    }
  }
}
