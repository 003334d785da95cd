package io.crossim.cluster.certs;

import io.crossim.cluster.ClusterException;
import io.crossim.cluster.ClusterPrinter;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** {@code ./cim certs}: certificates for this machine, and how to use them. */
public final class MakeCerts {

  private MakeCerts() {}

  /** Makes certificates; ends with 1 when they cannot be made. */
  public static void main(String... arguments) {
    // Hides the log of what signs certificates; no configuration file does it here.
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    ClusterPrinter printer = ClusterPrinter.ofConsole();
    if (List.of(arguments).contains("--help")) {
      printer.say(CertOptions.HELP.stripTrailing());
      return;
    }
    try {
      make(CertOptions.parse(arguments), printer);
    } catch (ClusterException e) {
      printer.complain(String.valueOf(e.getMessage()));
      System.exit(1);
    }
  }

  private static void make(CertOptions options, ClusterPrinter printer) {
    Set<String> hosts = LocalHosts.all();
    hosts.addAll(options.hosts());
    TestAuthority authority = TestAuthority.in(options.directory());
    TestAuthority.ServerFiles server = authority.issue(hosts);
    String certificate = server.certificate().toString();
    printer.table(
        List.of(
            List.of(
                authority.certificate().toString(),
                authority.isNew() ? "a new CA, for clients to trust" : "the CA that was there"),
            List.of(
                certificate,
                "new, valid until " + LocalDate.ofInstant(server.until(), ZoneOffset.UTC)),
            List.of(server.privateKey().toString(), "its private key: only services read it")));
    printer.say("");
    printer.say("The certificate is for " + String.join(", ", hosts) + ".");
    printer.say("");
    printer.say("A service takes it by these options (./cim up --tls gives both):");
    printer.say("  --cim.tls.certificate=" + certificate);
    printer.say("  --cim.tls.private-key=" + server.privateKey());
    printer.say("A console trusts it by these (./cim chat NAME --tls gives all three):");
    printer.say("  --cim.tls.enabled=true");
    printer.say("  --cim.tls.trust=" + authority.certificate());
    printer.say("  --cim.route.url=https://127.0.0.1:8083/");
  }
}
