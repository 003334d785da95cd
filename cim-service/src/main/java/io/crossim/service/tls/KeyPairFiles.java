package io.crossim.service.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a certificate and its private key stand. */
record KeyPairFiles(Path certificate, Path privateKey) {

  /** What stands there now; a file that cannot be read has an empty content. */
  Content read() {
    return new Content(read(certificate), read(privateKey));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  /** The PEM texts; not to be shown to anybody. */
  record Content(String certificate, String privateKey) {
    @Override
    public String toString() {
      return "[REDACTED]";
    }
  }
}
