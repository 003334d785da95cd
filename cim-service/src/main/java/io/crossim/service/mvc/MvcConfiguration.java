package io.crossim.service.mvc;

import io.crossim.common.result.CimException;
import io.crossim.service.call.CallTable;
import io.crossim.service.call.Failures;
import io.crossim.service.call.HeadCheck;
import io.crossim.service.web.HttpProperties;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Puts the calls of CIM into Spring MVC, and the fast ones of them into the front. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class MvcConfiguration {

  private static final String DISPATCHER = "dispatcherServlet";

  /** Clients know the paths of the calls, so nothing may stand before them. */
  @Bean
  FastCalls fastCalls(
      HttpProperties http,
      ConfigurableListableBeanFactory beans,
      @Value("${spring.mvc.servlet.path:/}") String servletPath,
      @Value("${server.tomcat.accesslog.enabled:false}") boolean hasAccessLog) {
    if (!servletPath.equals("/") && !servletPath.isEmpty()) {
      throw CimException.invalid(
          "spring.mvc.servlet.path",
          servletPath,
          "none: a proxy may put a prefix before the calls");
    }
    return FastCalls.of(http, new OwnFilters(beans, hasAccessLog));
  }

  @Bean
  ControllerCalls controllerCalls(ConfigurableListableBeanFactory beans, FastCalls fast) {
    return new ControllerCalls(
        beans.getBeansWithAnnotation(CimController.class).values(), fast::contains);
  }

  /** By the name of its servlet, because such a filter comes behind all that go by paths. */
  @Bean
  FilterRegistrationBean<CallFilter> callFilter(
      ObjectProvider<CallTable> calls, ObjectProvider<HeadCheck> check) {
    FilterRegistrationBean<CallFilter> filter =
        new FilterRegistrationBean<>(new CallFilter(calls, check));
    filter.setServletNames(Set.of(DISPATCHER));
    return filter;
  }

  @Bean
  CallArguments callArguments() {
    return new CallArguments();
  }

  @Bean
  CallAdvice callAdvice(Failures failures) {
    return new CallAdvice(failures);
  }
}
