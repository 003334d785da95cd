package io.crossim.it.client;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long a test waits for what has to come, before it fails. No test is about these times: they
 * are for the slowest machine, which runs two JVMs of tests and their processes at once.
 */
public final class Patience implements LauncherSessionListener {

  /** For what has to come. It is shorter than a session of ZooKeeper in tests of faults. */
  public static final Duration LONG = Duration.ofSeconds(30);

  /** For the answer of one call, so that there is time for another one within the long time. */
  public static final Duration CALL = Duration.ofSeconds(20);

  /** Tests that name no time wait the long one. */
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultTimeout(LONG);
  }
}
