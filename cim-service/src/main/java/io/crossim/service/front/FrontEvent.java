package io.crossim.service.front;

/**
 * What happens to a connection beside its requests. One without a request is closed by either, one
 * whose request does not come to an end when it is quiet.
 */
enum FrontEvent {
  /** Nothing was said for a long time. */
  QUIET,
  /** The service stops: what is under way is answered, and nothing after it. */
  STOP
}
