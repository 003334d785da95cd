package io.crossim.service.front;

import org.jspecify.annotations.Nullable;

/**
 * An answer as it goes out.
 *
 * @param allow the methods that the path takes, where that was what was wrong
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CallAnswer(int status, String contentType, byte[] body, @Nullable String allow) {

  static final String JSON = "application/json";
  static final String PROTOBUF = "application/x-protobuf";

  CallAnswer(int status, String contentType, byte[] body) {
    this(status, contentType, body, null);
  }
}
