package io.crossim.route.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A file as it goes to browsers.
 *
 * @param plain must not be changed
 * @param zipped the same bytes in gzip's format; must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PageFile(String contentType, byte[] plain, byte[] zipped) {

  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml");

  /** Whether a file is of a kind that browsers are given. */
  static boolean isServed(String name) {
    return TYPES.containsKey(kind(name));
  }

  private static String kind(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /**
   * A file of a kind that {@link #isServed}.
   *
   * @param name ends with its kind
   */
  static PageFile of(String name, byte[] plain) {
    return new PageFile(Objects.requireNonNull(TYPES.get(kind(name)), name), plain, zip(plain));
  }

  private static byte[] zip(byte[] plain) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream(plain.length / 2);
    try (GZIPOutputStream out = new BestCompression(zipped)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is only memory below
    }
    return zipped.toByteArray();
  }

  private static final class BestCompression extends GZIPOutputStream {
    BestCompression(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
