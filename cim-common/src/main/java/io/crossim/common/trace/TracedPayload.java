package io.crossim.common.trace;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.crossim.common.protocol.Message;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;

/** The trace context inside the bytes of a {@link Message}, which need not be taken apart. */
public final class TracedPayload {

  private TracedPayload() {}

  /** The trace context in the bytes of a message; empty for none. */
  public static String context(ByteString payload) {
    return context(payload.newCodedInput());
  }

  /** The trace context in the bytes of a message; empty for none. */
  public static String context(byte[] payload) {
    return context(CodedInputStream.newInstance(payload));
  }

  private static String context(CodedInputStream in) {
    String context = "";
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) == Message.TRACE_FIELD_NUMBER) {
          context = in.readString();
        } else {
          in.skipField(tag);
        }
      }
    } catch (IOException e) {
      return ""; // not for us to say that a message is broken
    }
    return context;
  }

  /**
   * The payload with the span as its context: of two values of one field the later one counts, so
   * that it is only written behind.
   */
  public static ByteString with(ByteString payload, Span span) {
    return span.isRecording()
        ? payload.concat(
            Message.newBuilder().setTrace(MessageTraces.context(span)).build().toByteString())
        : payload;
  }
}
