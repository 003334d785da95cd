package io.crossim.route.page;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;

/**
 * A module of others in its jar, where the version is part of its place.
 *
 * @param path below the folder of the page
 * @param artifact group and name of the jar, with a slash between them
 * @param folder of the jar that has a folder for its version
 * @param file below that
 */
record Library(String path, String artifact, String folder, String file) {

  private static final String PREACT = "org.webjars.npm/preact";
  private static final String PREACT_FOLDER = "META-INF/resources/webjars/preact/";

  static final List<Library> ALL =
      List.of(
          new Library("lib/preact.js", PREACT, PREACT_FOLDER, "/dist/preact.module.js"),
          new Library("lib/hooks.js", PREACT, PREACT_FOLDER, "/hooks/dist/hooks.module.js"),
          new Library(
              "lib/htm.js",
              "org.mvnpm/htm",
              "META-INF/resources/_static/htm/",
              "/dist/htm.module.js"));

  /**
   * Its source.
   *
   * @throws IOException also when the jar is not there
   */
  byte[] read() throws IOException {
    Properties jar = new Properties();
    try (InputStream properties = open("META-INF/maven/" + artifact + "/pom.properties")) {
      jar.load(properties);
    }
    try (InputStream source = open(folder + jar.getProperty("version") + file)) {
      return source.readAllBytes();
    }
  }

  private static InputStream open(String path) throws IOException {
    return new ClassPathResource(path, Library.class.getClassLoader()).getInputStream();
  }
}
