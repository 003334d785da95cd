package io.crossim.service.web;

import io.crossim.common.result.CimException;

/** A private send that was refused, for whatever reason; its answer is never a 200. */
public final class NotStoredException extends CimException {

  /**
   * @param reason gives its code and message
   */
  public NotStoredException(CimException reason) {
    super(reason.code(), String.valueOf(reason.getMessage()), reason);
  }
}
