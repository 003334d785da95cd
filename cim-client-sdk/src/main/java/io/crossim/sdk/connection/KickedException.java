package io.crossim.sdk.connection;

import io.crossim.common.protocol.Problem;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;

/** The server has ended the connection for good. */
final class KickedException extends CimException {

  private static final long serialVersionUID = 1;

  KickedException(Problem problem) {
    super(ResultCode.of(problem.getCode()), "kicked: " + problem.getText());
  }
}
