package io.crossim.service.web;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;

/** The caller has not shown that they may do this; answered with HTTP 401. */
public final class UnauthorizedException extends CimException {

  public UnauthorizedException(ResultCode code, String message) {
    super(code, message);
  }
}
