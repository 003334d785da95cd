package io.crossim.persistence.files;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes epochs, the words that name the lives of inboxes. A client that knows one may acknowledge
 * for its inbox, so none can be guessed from others.
 */
public final class Epochs {

  private static final int RANDOM_BYTES = 12;

  private final SecureRandom random = new SecureRandom();

  public String next() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
