package io.crossim.service.management;

import io.crossim.service.call.CallRequest;
import io.crossim.service.credential.ClusterCredential;
import java.security.Principal;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;

/**
 * The caller of an endpoint, as the actuator asks for it: an operator, who is on this machine or
 * knows the secret of the cluster and has every role, or a stranger.
 */
@RequiredArgsConstructor
final class EndpointCaller implements SecurityContext {

  private static final Principal OPERATOR = () -> "operator";

  private final boolean isOperator;

  static EndpointCaller of(CallRequest request, ClusterCredential credential) {
    return new EndpointCaller(
        request.isLocal() || credential.proves(request.header("Authorization")));
  }

  boolean isOperator() {
    return isOperator;
  }

  @Override
  public @Nullable Principal getPrincipal() {
    return isOperator ? OPERATOR : null;
  }

  @Override
  public boolean isUserInRole(String role) {
    return isOperator;
  }
}
