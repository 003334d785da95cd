package io.crossim.service.credential;

import io.crossim.common.result.CimException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;

/**
 * Secrets in a file, one in a line, the newest first. It is read again every few seconds; one that
 * cannot be read, or holds none, leaves what was there before.
 */
@Slf4j
final class SecretFile implements Supplier<List<String>> {

  private static final Duration READ_AGAIN = Duration.ofSeconds(5);

  private final Path file;
  private final LongSupplier ticker;
  private List<String> secrets;
  private long readAt;

  /**
   * @throws CimException when there is no secret in it
   */
  SecretFile(Path file, LongSupplier ticker) {
    this.file = file;
    this.ticker = ticker;
    this.readAt = ticker.getAsLong();
    this.secrets = read();
  }

  @Override
  public synchronized List<String> get() {
    long now = ticker.getAsLong();
    if (now - readAt > READ_AGAIN.toNanos()) {
      readAt = now;
      try {
        secrets = read();
      } catch (CimException e) {
        log.warn("{}; the secrets from before stay in use", e.getMessage());
      }
    }
    return secrets;
  }

  private List<String> read() {
    try (var lines = Files.lines(file)) {
      List<String> found = lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
      SecretProperties.check("cim.security.cluster-secret-file", found);
      return found;
    } catch (IOException e) {
      throw CimException.invalid(
          "cim.security.cluster-secret-file", file, "a file with a secret, which can be read");
    }
  }
}
