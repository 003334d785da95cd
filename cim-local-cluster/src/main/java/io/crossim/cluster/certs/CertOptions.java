package io.crossim.cluster.certs;

import io.crossim.cluster.ClusterException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code ./cim certs} was asked for.
 *
 * @param hosts names and addresses beside those of this machine
 */
record CertOptions(Path directory, List<String> hosts) {

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
        hosts.add(value(argument));
      } else {
        throw new ClusterException(argument + ": not an option (see ./cim certs --help)");
      }
    }
    return new CertOptions(directory.toAbsolutePath().normalize(), hosts);
  }

  private static String value(String argument) {
    String value = argument.substring(argument.indexOf('=') + 1).strip();
    if (value.isEmpty()) {
      throw new ClusterException(argument + ": nothing (expected: a value)");
    }
    return value;
  }
}
