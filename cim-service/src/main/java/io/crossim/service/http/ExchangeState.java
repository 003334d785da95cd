package io.crossim.service.http;

/** Where the request is that a connection is at. */
enum ExchangeState {
  /** Between two requests. */
  IDLE,
  /** The body of a call is coming. */
  BODY,
  /** A call is under way. */
  ANSWERING,
  /** It was refused; the rest of its body is read and dropped. */
  SWALLOWING,
  /** The request goes to the servlet container. */
  RELAYING,
  /** It is there in full; its answer comes. */
  RELAYED,
  /** The last answer is on its way out, and the connection closes behind it. */
  ENDING
}
