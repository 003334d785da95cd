package io.crossim.service.mvc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import io.crossim.service.web.HttpProperties;
import jakarta.servlet.Filter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ConfigurationClassPostProcessor;
import org.springframework.util.unit.DataSize;

/** Which calls the front answers itself. */
@ExtendWith(OutputCaptureExtension.class)
class FastCallsTest {

  @Configuration(proxyBeanMethods = false)
  static class WithFilter {
    @Bean
    Filter audit() {
      return (request, response, chain) -> chain.doFilter(request, response);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class WithRegistration {
    @Bean
    FilterRegistrationBean<Filter> audit() {
      return new FilterRegistrationBean<>((request, response, chain) -> {});
    }
  }

  private static FastCalls calls(List<String> set, Class<?>... configurations) {
    HttpProperties http =
        new HttpProperties(
            DataSize.ofMegabytes(1),
            DataSize.ofMegabytes(1),
            Duration.ofSeconds(1),
            0,
            List.of(),
            set);
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      context.register(MvcConfiguration.class);
      for (Class<?> configuration : configurations) {
        context.register(configuration);
      }
      // Only the definitions: what they are made of is not looked at.
      new ConfigurationClassPostProcessor().postProcessBeanDefinitionRegistry(context);
      return FastCalls.of(http, new OwnFilters(context.getDefaultListableBeanFactory(), false));
    }
  }

  @Test
  void theUsualOnesAreFast(CapturedOutput output) {
    FastCalls fast = calls(null);
    assertThat(fast.names())
        .containsExactlyInAnyOrder(
            "login", "p2pRoute", "groupRoute", "group/send", "sendMsg", "history");
    assertThat(fast.contains("/group/send")).isTrue();
    assertThat(fast.contains("/login")).isTrue();
    assertThat(fast.contains("/logout")).isFalse();
    assertThat(fast.contains("login")).isFalse();
    assertThat(output).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(classes = {WithFilter.class, WithRegistration.class})
  void aFilterOfTheApplicationSeesAllOfThem(Class<?> application, CapturedOutput output) {
    assertThat(calls(null, application).names()).isEmpty();
    assertThat(output).containsOnlyOnce("the filter audit is to see every call");
  }

  @Test
  void anAccessLogSeesAllOfThem() {
    OwnFilters log = new OwnFilters(new DefaultListableBeanFactory(), true);
    assertThat(log.first()).isEqualTo("the access log");
  }

  @Test
  void whatIsSetCounts(CapturedOutput output) {
    assertThat(calls(List.of("login"), WithFilter.class).names()).containsExactly("login");
    assertThat(calls(List.of("none")).names()).isEmpty();
    assertThat(calls(List.of()).names()).isEmpty();
    assertThat(output).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login", "p2proute", "", "none", "all"})
  void anUnknownNameIsRefusedWithThoseThereAre(String name) {
    assertThatThrownBy(() -> calls(List.of("login", name)))
        .isInstanceOf(CimException.class)
        .hasMessageStartingWith("cim.http.fast-calls: ")
        .hasMessageContaining("none, or some of changePassword, conversation/read, ");
  }
}
