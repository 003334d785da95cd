package io.crossim.route.web;

/** Which host {@code /login} answers. */
public enum LoginHost {
  /** The one that the server registered. */
  REGISTERED,
  /** The one that the request came to; right where route and server are one process. */
  REQUEST
}
