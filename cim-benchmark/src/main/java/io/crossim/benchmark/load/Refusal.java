package io.crossim.benchmark.load;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** A call or a login that came to nothing; the message is a sentence for the user. */
public final class Refusal extends RuntimeException {

  /** Stands for a code when no answer came. */
  public static final String UNREACHABLE = "unreachable";

  /** Stands for a code when the server closed the connection before it accepted the login. */
  public static final String CLOSED = "closed";

  /** Stands for a code when the login was neither accepted nor refused in time. */
  public static final String SILENT = "silent";

  private final String code;

  /**
   * Makes one.
   *
   * @param code the answer's result code, or one of the words above
   */
  public Refusal(String code, String message) {
    super(message);
    this.code = code;
  }

  /** What made a job fail. */
  public static Refusal of(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof ExecutionException || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof TimeoutException) {
      return new Refusal(SILENT, "a call was not answered in time");
    }
    return cause instanceof Refusal refusal
        ? refusal
        : new Refusal(UNREACHABLE, String.valueOf(cause));
  }

  public String code() {
    return code;
  }
}
