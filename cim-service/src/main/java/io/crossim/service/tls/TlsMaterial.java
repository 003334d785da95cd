package io.crossim.service.tls;

import io.crossim.common.result.CimException;
import io.crossim.common.tls.ClientTls;
import io.crossim.common.tls.TlsVersions;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import javax.crypto.BadPaddingException;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/** The certificates and keys of a bundle, read and checked. Any thread. */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
final class TlsMaterial {

  /** Forward secrecy and authenticated encryption, which every TLS stack since 2014 has. */
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private final SslBundle bundle;
  private final @Nullable X509Certificate certificate;
  private final @Nullable SslContext server;
  private @Nullable TrustManagerFactory authorities;
  private @Nullable SslContext client;

  /**
   * Reads a bundle.
   *
   * @param name of it, for the error
   * @throws CimException that says what is wrong with it
   */
  static TlsMaterial of(String name, SslBundle bundle) {
    String part = "trust store";
    try {
      bundle.getStores().getTrustStore();
      part = "key store";
      KeyStore keys = bundle.getStores().getKeyStore();
      if (keys == null) {
        return new TlsMaterial(bundle, null, null);
      }
      part = "private key";
      X509Certificate certificate = certificate(name, bundle, keys);
      return new TlsMaterial(bundle, certificate, server(bundle));
    } catch (CimException e) {
      throw e;
    } catch (RuntimeException | GeneralSecurityException | SSLException e) {
      throw refusal(name, "a bundle whose " + part + " can be read; it says: " + reason(e));
    }
  }

  /** The certificate of the ports; null for a bundle without a key. */
  @Nullable X509Certificate certificate() {
    return certificate;
  }

  /** For connections that clients open; null for a bundle without a key. */
  @Nullable SslContext server() {
    return server;
  }

  /** For connections that we open. The first call may read the CAs of the JDK. */
  synchronized SslContext client() {
    SslContext made = client;
    if (made == null) {
      try {
        SslContextBuilder builder = ClientTls.builder();
        applyTo(builder);
        made = builder.build();
        client = made;
      } catch (SSLException e) {
        throw new IllegalStateException("this JDK speaks no TLS", e);
      }
    }
    return made;
  }

  /** Sets whom a client trusts and which key it has. */
  void applyTo(SslContextBuilder builder) {
    builder.trustManager(authorities());
    if (certificate != null) {
      builder.keyManager(bundle.getManagers().getKeyManagerFactory());
    }
    String[] protocols = bundle.getOptions().getEnabledProtocols();
    if (protocols != null) {
      builder.protocols(protocols);
    }
  }

  /** Reads the CAs of the JDK where the bundle names none, so it is made once. */
  private synchronized TrustManagerFactory authorities() {
    TrustManagerFactory made = authorities;
    if (made == null) {
      made = bundle.getManagers().getTrustManagerFactory();
      authorities = made;
    }
    return made;
  }

  private static SslContext server(SslBundle bundle) throws SSLException {
    String[] protocols = bundle.getOptions().getEnabledProtocols();
    String[] ciphers = bundle.getOptions().getCiphers();
    return SslContextBuilder.forServer(bundle.getManagers().getKeyManagerFactory())
        .sslProvider(SslProvider.JDK)
        .protocols(protocols == null ? TlsVersions.ALLOWED : List.of(protocols))
        .ciphers(ciphers == null ? CIPHERS : List.of(ciphers), SupportedCipherSuiteFilter.INSTANCE)
        .build();
  }

  private static X509Certificate certificate(String name, SslBundle bundle, KeyStore keys)
      throws GeneralSecurityException {
    bundle.getKey().assertContainsAlias(keys);
    String alias = alias(bundle, keys);
    if (alias == null || !(keys.getCertificate(alias) instanceof X509Certificate certificate)) {
      throw refusal(name, "a bundle whose key store holds a private key with its certificate");
    }
    if (keys.getKey(alias, password(bundle)) instanceof PrivateKey key
        && KeyMatch.isOf(key, certificate)) {
      return certificate;
    }
    throw refusal(name, "a bundle whose private key is the key of its certificate");
  }

  private static @Nullable String alias(SslBundle bundle, KeyStore keys)
      throws GeneralSecurityException {
    if (bundle.getKey().getAlias() != null) {
      return bundle.getKey().getAlias();
    }
    for (String alias : Collections.list(keys.aliases())) {
      if (keys.isKeyEntry(alias)) {
        return alias;
      }
    }
    return null;
  }

  private static char @Nullable [] password(SslBundle bundle) {
    String ofKey = bundle.getKey().getPassword();
    String password = ofKey != null ? ofKey : bundle.getStores().getKeyStorePassword();
    return password == null ? null : password.toCharArray();
  }

  private static CimException refusal(String name, String expected) {
    return CimException.invalid(TlsProperties.BUNDLE, name, expected);
  }

  /** The innermost words, because the others repeat that something failed. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (true) {
      if (cause instanceof UnrecoverableKeyException || cause instanceof BadPaddingException) {
        return "the password is wrong";
      }
      if (cause instanceof FileNotFoundException || cause instanceof NoSuchFileException) {
        return "there is no file " + cause.getMessage();
      }
      if (cause.getCause() == null) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      }
      cause = cause.getCause();
    }
  }
}
