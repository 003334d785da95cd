package io.crossim.service.management;

import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;

/** The caller of an endpoint, as the actuator asks for it: an operator has every role. */
record EndpointCaller(boolean isOperator) implements SecurityContext {

  private static final Principal OPERATOR = () -> "operator";

  @Override
  public @Nullable Principal getPrincipal() {
    return isOperator ? OPERATOR : null;
  }

  @Override
  public boolean isUserInRole(String role) {
    return isOperator;
  }
}
