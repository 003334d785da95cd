package io.crossim.route.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
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
          "svg", "image/svg+xml",
          "ts", "text/plain; charset=utf-8");

  /**
   * @param name ends with the kind of the file
   * @throws IllegalArgumentException for a kind that the page has no use for
   */
  static PageFile of(String name, byte[] plain) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalArgumentException(name + ": a kind of file that has no content type here");
    }
    return new PageFile(type, plain, zip(plain));
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
