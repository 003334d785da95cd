package io.crossim.service.start;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sets the order in which an executable jar looks for classes in the jars within it. It asks one
 * after the other, in the order of their names, so a class of Spring would be found at about the
 * 130th try, which took a quarter of the processor time of a start. Uses nothing of Spring, which
 * is not to be loaded before the order is set.
 */
public final class JarOrder {

  /**
   * The jars that most classes of a start come from, the largest part first. That of this class is
   * before those of Spring Boot, as it is by name: who is listed first in their files has a say.
   */
  private static final List<String> FIRST =
      List.of(
          "cim-service",
          "jackson-databind",
          "h2",
          "spring-boot",
          "spring-core",
          "tomcat-embed-core",
          "spring-context",
          "flyway-core",
          "reactor-core",
          "spring-web",
          "spring-beans",
          "netty-common",
          "spring-webmvc",
          "spring-boot-autoconfigure",
          "cim-forward-route",
          "netty-transport",
          "springdoc-openapi-starter-common",
          "spring-data-commons",
          "spring-boot-actuator",
          "logback-core",
          "jackson-core",
          "micrometer-core",
          "cim-rout-api",
          "spring-expression",
          "cim-server",
          "cim-persistence",
          "spring-boot-health",
          "swagger-core-jakarta",
          "protobuf-java",
          "caffeine",
          "guava",
          "logback-classic",
          "spring-aop",
          "spring-boot-web-server",
          "swagger-models-jakarta");

  /** A jar, by its name without a version; the address of one in another ends with a slash. */
  private static final Pattern JAR = Pattern.compile(".*/([^/]+?)-\\d[^/]*\\.jar!?/?");

  private JarOrder() {}

  /**
   * Runs the main method of a program again, with its jars in a quick order, and returns when that
   * returns. Does nothing where they are in that order, or where it is not for us to say.
   *
   * @return whether it has run
   */
  public static boolean mainAgain(Class<?> program, String[] args) {
    ClassLoader ordered = ordered(program.getClassLoader());
    if (ordered == null) {
      return false;
    }
    Thread.currentThread().setContextClassLoader(ordered);
    try {
      Class.forName(program.getName(), false, ordered)
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
      return true;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(program + " has no main method", e);
    }
  }

  /** A loader of the same kind in the quick order; null where there is none, or it has it. */
  private static @Nullable ClassLoader ordered(ClassLoader loader) {
    if (!(loader instanceof URLClassLoader jars) || isOrdered(jars.getURLs())) {
      return null;
    }
    try {
      // As Spring Boot's launcher makes it, which cannot be named here: it is no dependency.
      return loader
          .getClass()
          .getConstructor(boolean.class, URL[].class, ClassLoader.class)
          .newInstance(/* exploded= */ false, sorted(jars.getURLs()), loader.getParent());
    } catch (ReflectiveOperationException e) {
      return null; // another kind of loader
    }
  }

  private static boolean isOrdered(URL[] jars) {
    for (int i = 1; i < jars.length; i++) {
      if (place(jars[i - 1]) > place(jars[i])) {
        return false;
      }
    }
    return true;
  }

  /** The jars in the quick order; those that it does not name keep theirs. */
  static URL[] sorted(URL[] jars) {
    URL[] sorted = jars.clone();
    Arrays.sort(sorted, Comparator.comparingInt(JarOrder::place));
    return sorted;
  }

  private static int place(URL jar) {
    Matcher name = JAR.matcher(jar.getPath());
    if (!name.matches()) {
      return -1; // the program's own classes
    }
    int place = FIRST.indexOf(name.group(1));
    return place < 0 ? FIRST.size() : place;
  }
}
