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
        "there was no way to the cluster for the text within " + words(sendTimeout));
  }

  private static String words(Duration time) {
    return time.toMillisPart() == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
