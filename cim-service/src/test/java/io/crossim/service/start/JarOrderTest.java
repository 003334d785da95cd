package io.crossim.service.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JarOrderTest {

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void namedJarsComeFirstAndOthersKeepTheirOrder() {
    URL[] sorted =
        JarOrder.sorted(
            urls(
                "cim.jar!/BOOT-INF/classes/",
                "cim.jar!/BOOT-INF/lib/a-1.jar!/",
                "cim.jar!/BOOT-INF/lib/jackson-core-2.21.7.jar!/",
                "cim.jar!/BOOT-INF/lib/jackson-core-3.1.7.jar!/",
                "cim.jar!/BOOT-INF/lib/spring-boot-4.1.2.jar!/",
                "cim.jar!/BOOT-INF/lib/spring-boot-jackson-4.1.2.jar!/",
                "cim.jar!/BOOT-INF/lib/spring-core-7.0.10.jar!/"));

    assertThat(Program.names(sorted))
        .containsExactly(
            "classes",
            "spring-boot-4.1.2.jar!",
            "spring-core-7.0.10.jar!",
            "jackson-core-2.21.7.jar!",
            "jackson-core-3.1.7.jar!",
            "a-1.jar!",
            "spring-boot-jackson-4.1.2.jar!");
  }

  @Test
  void runsTheMainMethodOnceMoreInALoaderWithTheOtherOrder() throws Exception {
    try (Launched launched = launched("b-1.jar", "spring-core-7.0.10.jar")) {
      String[] args = {""};

      assertThat(JarOrder.mainAgain(launched.loadClass(Program.class.getName()), args)).isTrue();

      assertThat(args[0]).isEqualTo("spring-core-7.0.10.jar b-1.jar again=false");
      assertThat(Thread.currentThread().getContextClassLoader()).isNotSameAs(before);
    }
  }

  @Test
  void whatTheMainMethodThrowsIsThrown() throws Exception {
    try (Launched launched = launched("b-1.jar", "spring-core-7.0.10.jar")) {
      Class<?> program = launched.loadClass(Program.class.getName());

      assertThatThrownBy(() -> JarOrder.mainAgain(program, new String[0]))
          .isInstanceOf(ArrayIndexOutOfBoundsException.class);
    }
  }

  @Test
  void doesNothingWhereTheOrderIsNotToBeSet() throws Exception {
    assertThat(JarOrder.mainAgain(Program.class, new String[1])).isFalse();
    try (Launched launched = launched("spring-core-7.0.10.jar", "b-1.jar");
        URLClassLoader other = new URLClassLoader(urls("b-1.jar", "h2-2.jar"), before) {}) {
      Class<?> program = launched.loadClass(Program.class.getName());
      assertThat(JarOrder.mainAgain(program, new String[1])).isFalse();
      assertThat(JarOrder.mainAgain(other.loadClass(Program.class.getName()), new String[1]))
          .isFalse();
    }
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  /** Tells by its argument in which order its jars are. */
  public static final class Program {

    private Program() {}

    public static void main(String[] args) {
      boolean isAgain = JarOrder.mainAgain(Program.class, args);
      URL[] jars = ((URLClassLoader) Program.class.getClassLoader()).getURLs();
      args[0] = String.join(" ", names(jars)) + " again=" + isAgain;
    }

    public static List<String> names(URL[] jars) {
      List<String> names = new ArrayList<>();
      for (URL jar : jars) {
        String path = jar.getPath().replaceFirst("/$", "");
        names.add(path.substring(path.lastIndexOf('/') + 1));
      }
      return names;
    }
  }

  /** A loader with the constructor of Spring Boot's; it has the program itself. */
  public static final class Launched extends URLClassLoader {

    public Launched(boolean exploded, URL[] jars, ClassLoader parent) {
      super(jars, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(Program.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      String file = name.replace('.', '/') + ".class";
      try (var in = getParent().getResourceAsStream(file)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private static Launched launched(String... jars) {
    return new Launched(false, urls(jars), JarOrderTest.class.getClassLoader());
  }

  private static URL[] urls(String... paths) {
    return Stream.of(paths)
        .map(
            path -> {
              try {
                return new URL("file:/lib/" + path);
              } catch (MalformedURLException e) {
                throw new IllegalArgumentException(e);
              }
            })
        .toArray(URL[]::new);
  }
}
