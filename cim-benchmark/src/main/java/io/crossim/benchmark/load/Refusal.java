package io.crossim.benchmark.load;

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

  public String code() {
    return code;
  }
}
