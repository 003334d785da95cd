package io.crossim.sdk.sending;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** No connection came about, so nothing of the request has left. */
final class NotConnectedException extends IOException {

  NotConnectedException(IOException cause) {
    super(cause.getMessage(), cause);
  }

  static boolean isIn(@Nullable Throwable error) {
    for (Throwable e = error; e != null; e = e.getCause()) {
      if (e instanceof NotConnectedException) {
        return true;
      }
    }
    return false;
  }
}
