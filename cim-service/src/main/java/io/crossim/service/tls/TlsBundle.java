package io.crossim.service.tls;

import io.crossim.common.result.CimException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * The SSL bundle of this process as it is now. When its files change, new connections use the new
 * certificate and those that are open go on with the one before. A bundle that cannot be used
 * changes nothing. Any thread; {@link #server()} and {@link #client()} read no file once the client
 * has been prepared.
 */
@Slf4j
public final class TlsBundle implements AutoCloseable {

  private static final Duration WARN_BEFORE = Duration.ofDays(14);
  private static final Duration WARN_EVERY = Duration.ofDays(1);

  private static final String NONE = "";

  private final String name;
  private final InstantSource clock;
  private final Runnable check;
  private final @Nullable ScheduledExecutorService timer;

  private volatile TlsMaterial current;
  private boolean hasClient;
  private Instant nextWarning = Instant.MIN;

  private TlsBundle(
      String name, SslBundle bundle, Runnable check, InstantSource clock, boolean watched) {
    this.name = name;
    this.check = check;
    this.clock = clock;
    this.current = TlsMaterial.of(name, bundle);
    this.timer = watched ? Executors.newSingleThreadScheduledExecutor(TlsBundle::daemon) : null;
  }

  /** A bundle that never changes. */
  public static TlsBundle of(SslBundle bundle) {
    return new TlsBundle("fixed", bundle, () -> {}, InstantSource.system(), false);
  }

  /** No key, and the CAs of the JDK. */
  public static TlsBundle none() {
    SslBundle empty = SslBundle.of(SslStoreBundle.NONE);
    return new TlsBundle(NONE, empty, () -> {}, InstantSource.system(), false);
  }

  /**
   * A bundle of Spring Boot, followed from now on.
   *
   * @param check runs before a changed bundle is read; throws what is wrong with it
   * @throws CimException when there is no such bundle, or that says what is wrong with it
   */
  static TlsBundle named(String name, SslBundles bundles, Runnable check, InstantSource clock) {
    if (!bundles.getBundleNames().contains(name)) {
      throw CimException.invalid(
          TlsProperties.BUNDLE,
          name,
          bundles.getBundleNames().isEmpty()
              ? "the name of a bundle, such as spring.ssl.bundle.pem." + name + ".*"
              : "one of the bundles " + String.join(", ", bundles.getBundleNames()));
    }
    SslBundle first = bundles.getBundle(name);
    TlsBundle bundle = new TlsBundle(name, first, check, clock, true);
    bundle.say("the ports show");
    bundles.addBundleUpdateHandler(name, bundle::takeOver);
    SslBundle now = bundles.getBundle(name);
    if (now != first) { // it was changed before there was somebody to tell
      bundle.takeOver(now);
    }
    return bundle;
  }

  /** Warns of what expires, once a day, from now on. */
  TlsBundle watch() {
    if (timer != null) {
      timer.scheduleWithFixedDelay(this::warn, 0, 1, TimeUnit.HOURS);
    }
    return this;
  }

  /** Whether {@code cim.tls.bundle} names it, so that it counts for Redis too. */
  public boolean isNamed() {
    return !name.equals(NONE) && !name.equals(PemFiles.BUNDLE);
  }

  /** Whether the ports have a certificate to show. */
  boolean hasKey() {
    return current.server() != null;
  }

  /** For connections that clients open; null without a key. */
  @Nullable SslContext server() {
    return current.server();
  }

  /** For connections that we open. */
  SslContext client() {
    return current.client();
  }

  /** Reads what connections that we open need, now and whenever the bundle changes. May block. */
  public synchronized void prepareClient() {
    hasClient = true;
    current.client();
  }

  /**
   * Sets whom the client of another library trusts and which key it has, as they are now. Reads no
   * file once the client has been prepared.
   */
  public void applyTo(SslContextBuilder client) {
    current.applyTo(client);
  }

  private synchronized void takeOver(SslBundle changed) {
    try {
      check.run();
      TlsMaterial next = TlsMaterial.of(name, changed);
      if (current.certificate() != null && next.certificate() == null) {
        throw CimException.invalid(TlsProperties.BUNDLE, name, "a bundle with a key");
      }
      if (hasClient) {
        next.client();
      }
      current = next;
    } catch (RuntimeException e) {
      log.warn("the new certificate cannot be used, the old one stays: {}", e.getMessage());
      return;
    }
    nextWarning = Instant.MIN;
    say("new connections get");
    warn();
  }

  /** Warns of a certificate that is about to expire. */
  synchronized void warn() {
    X509Certificate shown = current.certificate();
    Instant now = clock.instant();
    if (shown == null || now.isBefore(nextWarning)) {
      return;
    }
    Instant until = shown.getNotAfter().toInstant();
    Duration left = Duration.between(now, until);
    if (left.compareTo(WARN_BEFORE) >= 0) {
      return;
    }
    nextWarning = now.plus(WARN_EVERY);
    if (left.isNegative()) {
      log.warn("the certificate of {} has expired, on {}", owner(shown), until);
    } else {
      log.warn(
          "the certificate of {} expires in {} days, on {}", owner(shown), left.toDays(), until);
    }
  }

  private void say(String whoShowsIt) {
    X509Certificate shown = current.certificate();
    if (shown != null) {
      log.info(
          "{} the certificate of {}, valid until {}",
          whoShowsIt,
          owner(shown),
          shown.getNotAfter().toInstant());
    }
  }

  private static String owner(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "cim-certificate");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }
}
