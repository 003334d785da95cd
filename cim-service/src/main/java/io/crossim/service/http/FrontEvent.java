package io.crossim.service.http;

/**
 * What happens to a connection beside its requests. One without a request is closed by each, one
 * whose request does not come to an end when it is quiet or late.
 */
enum FrontEvent {
  /** Nothing was said for a long time. */
  QUIET,
  /** A request has begun and did not come to its end in time. */
  LATE,
  /** The service stops: what is under way is answered, and nothing after it. */
  STOP
}
