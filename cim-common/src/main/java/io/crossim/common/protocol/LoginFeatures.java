package io.crossim.common.protocol;

import java.util.Arrays;

/**
 * Words of the property {@code features} of a login, a comma list; the server answers those that it
 * knows.
 */
public final class LoginFeatures {

  /**
   * The client does not read whether a message was pushed: SEND_ACK comes when it is stored, and
   * may say STORED of one that was pushed too.
   */
  public static final String EARLY_ACK = "early-ack";

  /**
   * The client knows every {@link Kind} of message, and takes RECEIPT and SIGNAL. Others get those
   * of other kinds in a form that they can show, or pass over.
   */
  public static final String CONVERSATIONS = "conversations";

  private LoginFeatures() {}

  /** Whether a list names a feature. */
  public static boolean contains(String list, String feature) {
    return !list.isEmpty()
        && Arrays.stream(list.split(",", -1)).anyMatch(word -> word.strip().equals(feature));
  }
}
