package io.crossim.service.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.common.result.UnavailableException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of the cluster: one is used, all are taken, so that a new one can take the place of
 * an old one while services run. Any thread; never blocks for long.
 */
@RequiredArgsConstructor
public final class ClusterSecret {

  /** A new secret is used when every other member has had the time to hear of it. */
  private static final Duration SPREADS_WITHIN = Duration.ofSeconds(15);

  /** The newest first. */
  private final Supplier<List<String>> known;

  private final LongSupplier ticker;

  private @Nullable String used;
  private @Nullable String newest;
  private long since;

  /**
   * The secret to show to others, and to sign with.
   *
   * @throws UnavailableException while none is known yet
   */
  public synchronized String used() {
    List<String> secrets = taken();
    if (secrets.isEmpty()) {
      throw new UnavailableException("the secret of the cluster is not known yet", null);
    }
    String first = secrets.get(0);
    long now = ticker.getAsLong();
    if (!first.equals(newest)) {
      newest = first;
      since = now;
    }
    String current = used;
    if (current == null || !secrets.contains(current) || now - since > SPREADS_WITHIN.toNanos()) {
      current = first;
    }
    used = current;
    return current;
  }

  /** All that are taken, the newest first; empty while none is known yet. */
  public List<String> taken() {
    return known.get();
  }

  /** Whether this is one of them; how long that takes tells nothing. */
  boolean isTaken(String candidate) {
    byte[] shown = candidate.getBytes(UTF_8);
    boolean any = false;
    for (String secret : taken()) {
      any |= MessageDigest.isEqual(secret.getBytes(UTF_8), shown);
    }
    return any;
  }
}
