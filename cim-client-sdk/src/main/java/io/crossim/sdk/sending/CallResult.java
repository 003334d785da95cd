package io.crossim.sdk.sending;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How one call to a route ended.
 *
 * @param error the route's refusal; null for none
 * @param hasLeft false when certainly nothing of the call has left, so that it may be repeated
 */
record CallResult(Outcome outcome, @Nullable CimException error, boolean hasLeft) {

  /** Makes the call, and blocks until it has ended. */
  static CallResult of(Supplier<Outcome> call) {
    try {
      return new CallResult(call.get(), null, true);
    } catch (UnavailableException e) {
      return new CallResult(Outcome.UNKNOWN, null, !NotConnectedException.isIn(e));
    } catch (CimException e) {
      return new CallResult(Outcome.UNKNOWN, e, true);
    } catch (RuntimeException e) {
      CimException error = new CimException(ResultCode.FAILURE, e.toString(), e);
      return new CallResult(Outcome.UNKNOWN, error, true);
    }
  }
}
