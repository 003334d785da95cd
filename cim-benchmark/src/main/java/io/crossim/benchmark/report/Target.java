package io.crossim.benchmark.report;

import java.util.List;

/**
 * What a load is put on, already serving.
 *
 * @param url of its route
 * @param pids of all of its processes
 * @param jvms those among them that hold connections and are JVMs
 * @param victim the process that a storm kills, 0 for none
 */
record Target(ChildProcess process, String url, List<Long> pids, List<Long> jvms, long victim)
    implements AutoCloseable {

  String cpu() {
    return "--cpu=" + join(pids);
  }

  String memory() {
    return "--pid=" + join(jvms);
  }

  private static String join(List<Long> pids) {
    return String.join(",", pids.stream().map(String::valueOf).toList());
  }

  @Override
  public void close() {
    process.close();
  }
}
