package io.crossim.benchmark.report;

/** What can be asked for by itself. */
public enum Part {
  GROUP,
  MEMBERS,
  P2P,
  LOGIN,
  CPU,
  MEMORY,
  VANISH,
  SCALE,
  STORM,
  START
}
