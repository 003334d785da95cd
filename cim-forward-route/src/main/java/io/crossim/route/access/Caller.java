package io.crossim.route.access;

import io.crossim.common.result.ResultCode;
import io.crossim.route.api.RoutePaths;
import io.crossim.service.call.CallRequest;
import io.crossim.service.clock.Deadline;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.limits.ClientAddress;
import io.crossim.service.web.UnauthorizedException;
import org.jspecify.annotations.Nullable;

/**
 * The caller of an HTTP call.
 *
 * @param token that they show; null for none
 * @param isV3 whether they announced protocol 3
 * @param isOperator whether they have shown the secret of the cluster
 */
public record Caller(
    ClientAddress address, @Nullable String token, boolean isV3, boolean isOperator) {

  /** The beginning of the header by which an operator shows the secret of the cluster. */
  private static final String OPERATOR = "CIM ";

  /** Of a call in which the secret of the cluster means nothing. */
  public static Caller of(CallRequest http) {
    return of(http, /* isOperator= */ false);
  }

  /**
   * Of a call that operators may make as anybody.
   *
   * @throws UnauthorizedException when they show a secret that is not that of the cluster
   */
  public static Caller of(CallRequest http, ClusterCredential credential) {
    String authorization = http.header("Authorization");
    boolean isSecret =
        authorization != null
            && authorization.regionMatches(true, 0, OPERATOR, 0, OPERATOR.length());
    if (isSecret && !credential.proves(authorization)) {
      throw new UnauthorizedException(
          ResultCode.TOKEN_INVALID,
          "Authorization: not the secret of this cluster (expected: CIM and the secret)");
    }
    return of(http, isSecret);
  }

  private static Caller of(CallRequest http, boolean isOperator) {
    return new Caller(
        http.clientAddress(),
        Access.token(http.header("Authorization")),
        "3".equals(http.header(RoutePaths.PROTO_HEADER)),
        isOperator);
  }

  /** What they show for an account. An address counts as far as one caller is told from another. */
  public Proof proof(@Nullable String password, Deadline limit) {
    return new Proof(token, password, address.network().getHostAddress(), limit);
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "Caller[" + address + "]";
  }
}
