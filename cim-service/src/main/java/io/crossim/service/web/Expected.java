package io.crossim.service.web;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** What a value of a type looks like to the one who writes it. */
final class Expected {

  private Expected() {}

  static String of(@Nullable Class<?> type) {
    if (type == null || CharSequence.class.isAssignableFrom(type)) {
      return "a text";
    }
    Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
    if (boxed == Boolean.class) {
      return "true or false";
    }
    if (boxed == Long.class || boxed == Integer.class) {
      return "a whole number";
    }
    return Number.class.isAssignableFrom(boxed) ? "a number" : "a value of this field";
  }
}
