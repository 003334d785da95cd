package io.crossim.service.mvc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A call for services of the cluster, and for operators who show its secret. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface MembersOnly {

  /** Whether scripts on this machine may make it too, as far as the configuration lets them. */
  boolean orLocalScripts() default false;
}
