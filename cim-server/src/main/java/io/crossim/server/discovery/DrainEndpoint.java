package io.crossim.server.discovery;

import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * {@code /actuator/drain}: POST takes the server out of service, DELETE puts it back, and each of
 * them, as GET, answers how far it is.
 */
@WebEndpoint(id = "drain")
@RequiredArgsConstructor
public final class DrainEndpoint {

  private static final int CONFLICT = 409;

  private final Drain drain;

  /** How far a drain is; goes through all connections. */
  @ReadOperation
  public Drain.Status status() {
    return drain.status();
  }

  /** Begins a drain; waits until discovery has let the server go. */
  @WriteOperation
  public WebEndpointResponse<Object> begin() {
    if (drain.begin()) {
      return new WebEndpointResponse<>(status());
    }
    String why = "this server is still starting; drain it when it is in discovery";
    return new WebEndpointResponse<>(
        Envelope.failure(ResultCode.INVALID_ARGUMENT, why, null), CONFLICT);
  }

  /** Ends a drain. */
  @DeleteOperation
  public Drain.Status end() {
    drain.end();
    return status();
  }
}
