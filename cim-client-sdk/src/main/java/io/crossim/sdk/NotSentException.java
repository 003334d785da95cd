package io.crossim.sdk;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.time.Duration;

/** Tells that a text certainly did not leave within its time, so that nobody has got it. */
public final class NotSentException extends CimException {

  private static final long serialVersionUID = 1;

  NotSentException(Duration sendTimeout) {
    super(
        ResultCode.FAILURE,
        "the text was not sent: there was no way to the cluster for it within "
            + sendTimeout.toMillis()
            + " ms");
  }
}
