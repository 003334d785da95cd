package io.crossim.service.loop;

import io.netty.util.ResourceLeakDetector;

/**
 * Netty's search for buffers that nobody released. By itself it notes for one in 128 buffers where
 * it was made, which takes a twentieth of the loops' time; it is for tests and for who looks for a
 * leak, by {@code -Dio.netty.leakDetection.level=simple}.
 */
final class LeakDetection {

  private static final String LEVEL = "io.netty.leakDetection.level";

  private LeakDetection() {}

  static void offUnlessWanted() {
    if (System.getProperty(LEVEL) == null) {
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }
  }
}
