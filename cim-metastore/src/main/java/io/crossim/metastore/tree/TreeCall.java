package io.crossim.metastore.tree;

import io.crossim.common.result.UnavailableException;

/** A call of a client library, and the one way in which its failures are told. */
@FunctionalInterface
public interface TreeCall<T> {

  T run() throws Exception;

  /**
   * Runs a call.
   *
   * @param what names the call for a reader of the log, like {@code create /cim/x}
   * @throws UnavailableException for whatever the call throws
   */
  static <T> T make(String what, TreeCall<T> call) {
    try {
      return call.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(what + ": interrupted", e);
    } catch (Exception e) {
      throw new UnavailableException(what + ": " + e.getMessage(), e);
    }
  }
}
