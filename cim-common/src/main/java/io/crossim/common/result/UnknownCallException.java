package io.crossim.common.result;

/** Tells that a service does not know a call at all, mostly because it is of an earlier version. */
public final class UnknownCallException extends CimException {

  private static final long serialVersionUID = 1;

  public UnknownCallException(ResultCode code, String message) {
    super(code, message);
  }
}
