package io.crossim.persistence.files;

/** Says that a read needs more than what lies in memory. It has no stack: it is no failure. */
public final class NotCachedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NotCachedException() {
    super("not in memory", null, false, false);
  }
}
