package io.crossim.route.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The files of the page and of what it is made of, by their paths below its folder. Read once;
 * immutable.
 */
final class PageFiles {

  /** The folder of the JavaScript client among them. */
  static final String SDK = "sdk/";

  private static final String PAGE = "io/crossim/web/";

  private static final String CLIENT = "io/crossim/js/";

  private static final int DIGEST_LENGTH = 16;

  /** The parts of the one style sheet, in the order in which they count. */
  private static final List<String> STYLES =
      Stream.of("tokens", "base", "sign-in", "layout", "conversation", "composer", "dialog")
          .map(name -> "css/" + name + ".css")
          .toList();

  private final Map<String, PageFile> byPath;
  private final String digest;

  private PageFiles(Map<String, PageFile> byPath) {
    this.byPath = byPath;
    this.digest = digest(byPath);
  }

  /**
   * Reads them from the class path.
   *
   * @throws UncheckedIOException when they cannot be read
   */
  static PageFiles read() {
    PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
    Map<String, PageFile> found = new TreeMap<>();
    try {
      addAll(resources, PAGE, "", found);
      addAll(resources, CLIENT, SDK, found);
      for (Library library : Library.ALL) {
        found.put(library.path(), file(library.path(), library.read()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the files of the chat page cannot be read", e);
    }
    joinStyles(found);
    return new PageFiles(found);
  }

  /** One file instead of several: fewer requests, and fewer bytes. */
  private static void joinStyles(Map<String, PageFile> files) {
    String all =
        STYLES.stream()
            .map(path -> new String(required(files, path).plain(), UTF_8))
            .collect(Collectors.joining("\n"));
    files.keySet().removeIf(path -> path.startsWith("css/"));
    files.put("style.css", PageFile.of("style.css", all.getBytes(UTF_8)));
  }

  private static PageFile file(String path, byte[] source) {
    boolean isSource = path.endsWith(".js") || path.endsWith(".css");
    return PageFile.of(
        path, isSource ? SourceText.slim(new String(source, UTF_8)).getBytes(UTF_8) : source);
  }

  private static void addAll(
      PathMatchingResourcePatternResolver resources,
      String folder,
      String prefix,
      Map<String, PageFile> found)
      throws IOException {
    for (Resource file : resources.getResources("classpath*:" + folder + "**/*.*")) {
      String url = file.getURL().toString();
      String path = prefix + url.substring(url.lastIndexOf(folder) + folder.length());
      if (PageFile.isServed(path)) {
        found.put(path, file(path, bytes(file)));
      }
    }
  }

  private static byte[] bytes(Resource file) throws IOException {
    try (InputStream in = file.getInputStream()) {
      return in.readAllBytes();
    }
  }

  private static String digest(Map<String, PageFile> files) {
    Hasher digest = Hashing.sha256().newHasher();
    files.forEach((path, file) -> digest.putString(path, UTF_8).putBytes(file.plain()));
    return digest.hash().toString().substring(0, DIGEST_LENGTH);
  }

  Map<String, PageFile> all() {
    return byPath;
  }

  /** Another one for other files: part of their addresses, so that browsers may keep them. */
  String digest() {
    return digest;
  }

  /**
   * The text of a file that is there.
   *
   * @throws IllegalStateException when it is not
   */
  String text(String path) {
    return new String(required(byPath, path).plain(), UTF_8);
  }

  private static PageFile required(Map<String, PageFile> files, String path) {
    PageFile file = files.get(path);
    if (file == null) {
      throw new IllegalStateException(path + ": not among the files of the chat page");
    }
    return file;
  }
}
