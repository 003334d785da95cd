package io.crossim.common.tls;

import java.util.List;

/** The versions of TLS that CIM speaks. Older ones are broken and refused. */
public final class TlsVersions {

  public static final List<String> ALLOWED = List.of("TLSv1.3", "TLSv1.2");

  private TlsVersions() {}
}
