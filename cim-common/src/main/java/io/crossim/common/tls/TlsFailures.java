package io.crossim.common.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says why the other end was not talked to, in words for the operator who has to mend it. */
public final class TlsFailures {

  private static final int MAX_CAUSES = 20;

  private TlsFailures() {}

  /** Of any failure; one that has nothing to do with TLS keeps its own words. */
  public static String words(Throwable failure) {
    List<Throwable> causes =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .limit(MAX_CAUSES)
            .toList();
    String message = String.valueOf(causes.get(causes.size() - 1).getMessage());
    if (hasAny(causes, CertificateExpiredException.class)) {
      return "its certificate has expired";
    }
    if (hasAny(causes, CertificateNotYetValidException.class)) {
      return "its certificate is not valid yet";
    }
    // A CA of the same name but with another key fails at the signature, while it is validated.
    if (hasAny(causes, CertPathBuilderException.class)
        || hasAny(causes, CertPathValidatorException.class)) {
      return "its certificate is signed by no CA that is trusted here";
    }
    if (hasAny(causes, SSLPeerUnverifiedException.class)
        || (hasAny(causes, CertificateException.class) && isAboutNames(message))) {
      return "its certificate is for another host";
    }
    if (isPlaintext(message)) {
      return "it does not speak TLS";
    }
    return hasAny(causes, SSLException.class)
        ? "TLS failed: " + message
        : String.valueOf(failure.getMessage());
  }

  private static boolean hasAny(List<Throwable> causes, Class<? extends Throwable> type) {
    return causes.stream().anyMatch(type::isInstance);
  }

  /** The JDK has no type of its own for it: "No subject alternative names matching…". */
  private static boolean isAboutNames(String message) {
    return message.startsWith("No ");
  }

  /** As Netty and the JDK say it. */
  private static boolean isPlaintext(String message) {
    return message.startsWith("not an SSL/TLS record")
        || message.startsWith("Unsupported or unrecognized SSL message");
  }
}
