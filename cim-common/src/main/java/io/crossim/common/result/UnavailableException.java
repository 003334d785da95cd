package io.crossim.common.result;

import org.jspecify.annotations.Nullable;

/**
 * Something that the call needs (a store, a server, a route) is away. Whether the call had an
 * effect is not known; it may be repeated.
 */
public class UnavailableException extends CimException {

  public UnavailableException(String message, @Nullable Throwable cause) {
    super(ResultCode.FAILURE, message, cause);
  }
}
