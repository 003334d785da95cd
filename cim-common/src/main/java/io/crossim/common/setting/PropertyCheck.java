package io.crossim.common.setting;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Collects properties that nothing reads, and refuses the start that they were given to. A value is
 * never told: it may be a password.
 *
 * <p>The command line belongs to one program, so it may name only properties which that program
 * takes. The environment and files are shared: there a property of any program passes.
 */
public final class PropertyCheck {

  private static final String OPTION = "--";

  /** The properties of CIM; under other names Spring Boot and users have theirs. */
  private static final Pattern OURS = Pattern.compile("cim\\..*", Pattern.CASE_INSENSITIVE);

  private static final Pattern OURS_OR_OLD = Pattern.compile("(?i)(cim|app|offline)\\..*");

  /** Options of Spring Boot that have no dot in their names. */
  private static final Set<String> SPRING_SWITCHES = Set.of("debug", "trace");

  /** Switches of {@code ./cim}, which stand for properties. */
  private static final Map<String, String> LAUNCHER_SWITCHES =
      Map.of("secure", "cim.security.accounts=password", "tls", "cim.tls.certificate");

  private static final Pattern OUR_VARIABLE = Pattern.compile("(?i)CIM_.+");

  /**
   * Variables that are for others: tests, docker-compose.yml, and those in which Kubernetes tells
   * of its Services.
   */
  private static final Pattern OTHER_VARIABLE =
      Pattern.compile(
          "CIM_(TEST_\\w+|REQUIRE|SUBNET|\\w+_IMAGE|(ROUTE|SERVER_\\d+|PROMETHEUS|GRAFANA)_PORT"
              + "|\\w+_SERVICE_(HOST|PORT)(_\\w+)?|\\w+_PORT_\\d+_[A-Z]+(_\\w+)?)");

  private static final Pattern SERVICE_LINK = Pattern.compile("(tcp|udp|sctp)://.*");

  private final Program program;
  private final DocumentedProperties properties = DocumentedProperties.read();
  private final Set<String> complaints = new LinkedHashSet<>();

  public PropertyCheck(Program program) {
    this.program = program;
  }

  /** Takes the arguments of a command line, as they were typed. */
  public void arguments(List<String> arguments) {
    arguments.forEach(this::argument);
  }

  private void argument(String argument) {
    if (!argument.startsWith(OPTION)) {
      // What stands for itself may be a value behind a blank, such as a secret.
      String shown =
          argument.startsWith("-") || argument.contains("=")
              ? argument.replaceFirst("=.*", "")
              : "an argument without --";
      complaints.add(
          shown + ": not an option (expected: a property such as --cim.limits.text=32KB)");
      return;
    }
    String option = argument.substring(OPTION.length());
    String name = option.replaceFirst("=.*", "");
    if (properties.has(program, name)) {
      if (OURS_OR_OLD.matcher(name).matches() && !option.contains("=")) {
        complaints.add(name + ": no value (expected: " + OPTION + name + "=VALUE)");
      }
    } else if (OURS_OR_OLD.matcher(name).matches()) {
      complaints.add(unknown(name));
    } else if (properties.has(Program.ANY, "cim." + name)) {
      complaints.add(name + ": unknown property (did you mean cim." + name + "?)");
    } else if (!name.contains(".") && !SPRING_SWITCHES.contains(name)) {
      String meant = LAUNCHER_SWITCHES.get(name);
      complaints.add(
          meant == null
              ? unknown(name)
              : name + ": unknown property (did you mean " + meant + "?)");
    }
  }

  /** Takes the variables of the environment. */
  public void variables(Map<String, ?> variables) {
    variables.forEach(
        (name, value) -> {
          if (OUR_VARIABLE.matcher(name).matches()
              && !properties.hasVariable(name)
              && !OTHER_VARIABLE.matcher(name).matches()
              && !SERVICE_LINK.matcher(String.valueOf(value)).matches()) {
            complaints.add(
                complaint(
                    name,
                    NearestName.of(
                        name,
                        names(Program.ANY).stream()
                            .map(DocumentedProperties::asVariable)
                            .toList())));
          }
        });
  }

  /** Takes the properties of a file, or of another place that programs may share. */
  public void properties(Collection<String> names) {
    for (String name : names) {
      if (OURS.matcher(name).matches() && !properties.has(Program.ANY, name)) {
        complaints.add(complaint(name, NearestName.of(name, names(Program.ANY))));
      }
    }
  }

  /**
   * Ends the start if there is a complaint.
   *
   * @throws CimException that tells all of them
   */
  public void complete() {
    if (!complaints.isEmpty()) {
      throw new CimException(ResultCode.INVALID_ARGUMENT, String.join("; ", complaints));
    }
  }

  private String unknown(String name) {
    if (properties.has(Program.ANY, name)) {
      return name + ": not a property of " + program.label() + " (see doc/configuration.md)";
    }
    return complaint(
        name,
        NearestName.of(name, names(program)).or(() -> NearestName.of(name, names(Program.ANY))));
  }

  private Set<String> names(Program of) {
    return properties.of(of);
  }

  private static String complaint(String name, Optional<String> nearest) {
    return name
        + ": unknown property ("
        + nearest.map(meant -> "did you mean " + meant + "?").orElse("see doc/configuration.md")
        + ")";
  }
}
