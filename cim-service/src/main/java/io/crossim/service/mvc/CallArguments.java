package io.crossim.service.mvc;

import io.crossim.service.call.CallRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Gives the calls of CIM their {@link CallRequest}, and keeps from them what {@link CallFilter} has
 * not checked: a path that is only written in another way, such as {@code /%6bick}.
 */
final class CallArguments
    implements WebMvcConfigurer, HandlerMethodArgumentResolver, HandlerInterceptor {

  private static final byte[] NO_BODY = new byte[0];

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws NoResourceFoundException {
    if (handler instanceof HandlerMethod method
        && AnnotatedElementUtils.hasAnnotation(method.getBeanType(), CimController.class)
        && !isChecked(request)) {
      String path = request.getRequestURI();
      throw new NoResourceFoundException(HttpMethod.valueOf(request.getMethod()), path, path);
    }
    return true;
  }

  private static boolean isChecked(HttpServletRequest request) {
    ServletCall call = ServletCall.of(request);
    Object path = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return call != null && call.isFor(path);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == CallRequest.class;
  }

  @Override
  public @Nullable Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest web,
      @Nullable WebDataBinderFactory binders) {
    HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
    ServletCall call = request == null ? null : ServletCall.of(request);
    if (request == null || call == null) {
      throw new IllegalStateException("no call of CIM (expected: one that its filter has found)");
    }
    return call.request(
        request, request instanceof CallServletRequest read ? read.body() : NO_BODY);
  }
}
