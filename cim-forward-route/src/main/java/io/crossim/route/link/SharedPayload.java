package io.crossim.route.link;

import com.google.protobuf.ByteString;
import lombok.Getter;
import lombok.experimental.Accessors;

/** A payload of pushes to many users. A server gets its bytes once in a batch. */
@Getter
@Accessors(fluent = true)
public final class SharedPayload {

  /** None at all: the server is told how far the inbox reaches, and reads. */
  public static final SharedPayload NONE = new SharedPayload(ByteString.EMPTY, 1);

  private final ByteString bytes;

  /** What one push counts of it among those that wait. */
  private final long part;

  /**
   * @param receivers how many users it is pushed to
   */
  public SharedPayload(ByteString bytes, int receivers) {
    this.bytes = bytes;
    this.part = bytes.size() / Math.max(1, receivers);
  }
}
