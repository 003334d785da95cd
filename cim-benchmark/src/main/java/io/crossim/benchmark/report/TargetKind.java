package io.crossim.benchmark.report;

/** What is measured. */
public enum TargetKind {
  SINGLE("single process"),
  CLUSTER("local cluster"),
  /** Compared with its like, it tells how far two runs of the same thing differ. */
  NULL("another null server");

  private final String title;

  TargetKind(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
