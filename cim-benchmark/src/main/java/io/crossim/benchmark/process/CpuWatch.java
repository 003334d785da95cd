package io.crossim.benchmark.process;

import io.crossim.benchmark.result.Result;
import java.time.Duration;
import java.util.List;

/** The CPU time of processes between two moments, in all their threads, user and system. */
public final class CpuWatch {

  private final List<Long> pids;
  private long begun;
  private long used;
  private long ownBegun;
  private long ownUsed;

  /**
   * Watches processes of this machine, and this one.
   *
   * @param pids may be empty
   */
  public CpuWatch(List<Long> pids) {
    this.pids = pids;
    nanos(); // who is wrong about a process is told before the load
  }

  public void begin() {
    begun = nanos();
    ownBegun = nanos(ProcessHandle.current().pid());
  }

  public void end() {
    used = nanos() - begun;
    ownUsed = nanos(ProcessHandle.current().pid()) - ownBegun;
  }

  /**
   * Puts the cost of one thing, in microseconds, into a result.
   *
   * @param name of the figure for the processes; the tool's own is named after it
   */
  public void put(Result result, String name, long count) {
    if (!pids.isEmpty()) {
      result.put(name, micros(used, count));
    }
    String own = "tool" + name.substring(0, 1).toUpperCase(java.util.Locale.ROOT);
    result.put(own + name.substring(1), micros(ownUsed, count));
  }

  private static double micros(long nanos, long count) {
    return count == 0 ? 0 : Math.round(nanos / 100.0 / count) / 10.0;
  }

  private long nanos() {
    return pids.stream().mapToLong(CpuWatch::nanos).sum();
  }

  private static long nanos(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(Duration::toNanos)
        .orElseThrow(
            () ->
                new ProcessException(
                    "process "
                        + pid
                        + ": its CPU time cannot be read (expected: a running process)"));
  }
}
