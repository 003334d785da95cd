package io.crossim.cluster.certs;

import io.crossim.cluster.ClusterException;
import io.netty.util.NetUtil;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code ./cim certs} was asked for.
 *
 * @param hosts names and addresses beside those of this machine
 */
record CertOptions(Path directory, List<String> hosts) {

  private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";

  /** The name of a host, or of all hosts below one. The last part is no number. */
  private static final Pattern NAME =
      Pattern.compile("(\\*\\.)?(PART\\.)*(?!\\d+$)PART".replace("PART", LABEL));

  static final String HELP =
      """
      Usage: ./cim certs [options]

      Makes a CA of your own and a server certificate for this machine, to try TLS with.
      A CA that is there is kept, so that whoever trusts it goes on to; the server certificate
      is made anew, and services that run take it over without a restart.

        --host=NAME        one more name or address that the certificate is for; may be repeated
        --directory=DIR    where the files go (default: data/certs)
      """;

  /**
   * Reads the options.
   *
   * @throws ClusterException with a sentence about the first wrong one
   */
  static CertOptions parse(String... arguments) {
    Path directory = Path.of("data/certs");
    List<String> hosts = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith("--directory=")) {
        directory = Path.of(value(argument));
      } else if (argument.startsWith("--host=")) {
        hosts.add(host(value(argument)));
      } else {
        throw new ClusterException(argument + ": not an option (see ./cim certs --help)");
      }
    }
    return new CertOptions(directory.toAbsolutePath().normalize(), hosts);
  }

  private static String host(String value) {
    if (!NetUtil.isValidIpV4Address(value)
        && !NetUtil.isValidIpV6Address(value)
        && !NAME.matcher(value).matches()) {
      throw new ClusterException("--host: " + value + " (expected: a name or an address)");
    }
    return value;
  }

  private static String value(String argument) {
    String value = argument.substring(argument.indexOf('=') + 1).strip();
    if (value.isEmpty()) {
      throw new ClusterException(argument + ": nothing (expected: a value)");
    }
    return value;
  }
}
