package io.crossim.service.mvc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A request that the OpenAPI page offers for trying a call. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CallExample {

  /** The body, as JSON. */
  String value();

  /** The fields that every request must have. */
  String[] required();
}
