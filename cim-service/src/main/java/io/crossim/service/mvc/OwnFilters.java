package io.crossim.service.mvc;

import jakarta.servlet.Filter;
import java.util.List;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What of the application is to see every request: its own servlet filters, Spring Security's
 * chains among them, its configuration of Spring MVC, and an access log.
 */
@RequiredArgsConstructor
final class OwnFilters {

  private static final String SECURITY = "org.springframework.security.web.SecurityFilterChain";

  /** What these declare is there in every service. */
  private static final List<String> FRAMEWORKS =
      List.of("org.springframework.boot.", "org.springdoc.", MvcConfiguration.class.getName());

  private final ConfigurableListableBeanFactory beans;

  /** Whether the container is to log every request. */
  private final boolean hasAccessLog;

  /** What the first one is called; null where there is none. */
  @Nullable String first() {
    return hasAccessLog
        ? "the access log"
        : Stream.of(securityChains(), filters(), configurers())
            .flatMap(found -> found)
            .findFirst()
            .orElse(null);
  }

  private Stream<String> securityChains() {
    ClassLoader loader = beans.getBeanClassLoader();
    return ClassUtils.isPresent(SECURITY, loader)
        ? names(ClassUtils.resolveClassName(SECURITY, loader))
            .map(name -> "the SecurityFilterChain " + name)
        : Stream.empty();
  }

  private Stream<String> filters() {
    return Stream.concat(names(Filter.class), names(AbstractFilterRegistrationBean.class))
        .filter(this::isOwn)
        .map(name -> "the filter " + name);
  }

  /** With CORS or interceptors, perhaps. */
  private Stream<String> configurers() {
    return names(WebMvcConfigurer.class)
        .filter(this::isOwn)
        .filter(name -> !declaredBy(name).startsWith("org.springframework."))
        .map(name -> "the WebMvcConfigurer " + name);
  }

  /** Without making a bean. */
  private Stream<String> names(Class<?> type) {
    return Stream.of(beans.getBeanNamesForType(type, true, false));
  }

  private boolean isOwn(String bean) {
    return FRAMEWORKS.stream().noneMatch(declaredBy(bean)::startsWith);
  }

  private String declaredBy(String bean) {
    if (!beans.containsBeanDefinition(bean)) {
      return bean;
    }
    BeanDefinition definition = beans.getBeanDefinition(bean);
    String type =
        definition instanceof AnnotatedBeanDefinition annotated
                && annotated.getFactoryMethodMetadata() != null
            ? annotated.getFactoryMethodMetadata().getDeclaringClassName()
            : definition.getBeanClassName();
    return type == null ? bean : type;
  }
}
