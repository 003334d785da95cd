package io.crossim.service.front;

/** What happens to a connection beside its requests; one without a request is closed by either. */
enum FrontEvent {
  /** Nothing was said for a long time. */
  QUIET,
  /** The service stops: what is under way is answered, and nothing after it. */
  STOP
}
