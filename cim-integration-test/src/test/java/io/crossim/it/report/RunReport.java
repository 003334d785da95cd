package io.crossim.it.report;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Says in one line, when the run ends, which servers ran and what was skipped and why. */
public final class RunReport implements LauncherSessionListener {

  private static final Set<String> RAN = new ConcurrentSkipListSet<>();
  private static final Set<String> SKIPPED = new ConcurrentSkipListSet<>();

  /** Notes a server of the run, with its version. */
  public static void ran(String server) {
    RAN.add(server);
  }

  static void skipped(Requirement requirement, String reason) {
    SKIPPED.add(requirement.key() + " (" + reason + ")");
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (RAN.isEmpty() && SKIPPED.isEmpty()) {
      return;
    }
    System.out.println("CIM tests ran against: " + listed(RAN) + "; skipped: " + listed(SKIPPED));
  }

  private static String listed(Set<String> entries) {
    return entries.isEmpty() ? "nothing" : String.join(", ", entries);
  }
}
