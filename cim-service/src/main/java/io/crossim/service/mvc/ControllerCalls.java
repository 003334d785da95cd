package io.crossim.service.mvc;

import io.crossim.common.result.Envelope;
import io.crossim.service.call.CallRequest;
import io.crossim.service.call.CallTable;
import io.crossim.service.call.CallTableBuilder;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Lists the calls of controllers for the front, which answers the fast ones by the same methods as
 * Spring MVC, and passes the others on.
 */
@RequiredArgsConstructor
public final class ControllerCalls implements CallTable.Source {

  private static final MethodType HANDLER =
      MethodType.methodType(CompletionStage.class, Object.class, CallRequest.class);

  private final Collection<?> controllers;

  /** By their paths. */
  private final Predicate<String> isFast;

  @Override
  public void addTo(CallTableBuilder calls) {
    for (Object controller : controllers) {
      Class<?> type = ClassUtils.getUserClass(controller);
      for (Method method : mapped(type)) {
        add(calls, controller, method);
      }
    }
  }

  private static List<Method> mapped(Class<?> controller) {
    return Stream.of(controller.getMethods())
        .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class))
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  private void add(CallTableBuilder calls, Object controller, Method method) {
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
    Class<?>[] taken = method.getParameterTypes();
    if (mapping == null
        || mapping.path().length != 1
        || mapping.method().length != 1
        || taken.length < 1
        || taken.length > 2
        || taken[taken.length - 1] != CallRequest.class
        || !CompletionStage.class.isAssignableFrom(method.getReturnType())) {
      throw new IllegalStateException(
          method + ": no call (expected: one path, one method, a body if any, a CallRequest)");
    }
    String path = mapping.path()[0];
    calls.json(
        mapping.method()[0].name(),
        path,
        taken.length == 2 ? taken[0] : null,
        callers(method),
        isFast.test(path),
        handler(controller, method));
  }

  private static CallTable.Callers callers(Method method) {
    MembersOnly only = AnnotatedElementUtils.findMergedAnnotation(method, MembersOnly.class);
    return only == null
        ? CallTable.Callers.ALL
        : only.orLocalScripts() ? CallTable.Callers.MEMBERS_AND_LOCAL : CallTable.Callers.MEMBERS;
  }

  private static <T> CallTable.JsonHandler<T> handler(Object controller, Method method) {
    MethodHandle call = handle(controller, method);
    return (body, request) -> answer(call, body, request);
  }

  private static MethodHandle handle(Object controller, Method method) {
    try {
      MethodHandle call = MethodHandles.publicLookup().unreflect(method).bindTo(controller);
      return method.getParameterCount() == 2
          ? call.asType(HANDLER)
          : MethodHandles.dropArguments(call, 0, Object.class).asType(HANDLER);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method + ": not public", e);
    }
  }

  @SuppressWarnings("unchecked") // as the signature of every call says
  private static CompletionStage<? extends Envelope<?>> answer(
      MethodHandle call, @Nullable Object body, CallRequest request) {
    try {
      return (CompletionStage<? extends Envelope<?>>)
          (CompletionStage<?>) call.invokeExact(body, request);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
