package io.crossim.sdk.sending;

/** How a send that was not refused ended. */
public enum Outcome {
  TAKEN,
  UNKNOWN
}
