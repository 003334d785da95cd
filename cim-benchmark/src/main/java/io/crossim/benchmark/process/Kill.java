package io.crossim.benchmark.process;

/** Ends a process of this machine as a crash does. */
public final class Kill {

  private Kill() {}

  /** kill -9, if it runs; returns at once. */
  public static void now(long pid) {
    boolean sent =
        ProcessHandle.of(pid)
            .filter(process -> process.pid() != ProcessHandle.current().pid())
            .map(ProcessHandle::destroyForcibly)
            .orElse(false);
    if (!sent) {
      throw new ProcessException(
          "process " + pid + ": cannot be killed (expected: a running process, not this one)");
    }
  }
}
