package io.crossim.service.call;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A call between services. An empty body is the message in which nothing is set. */
final class ProtobufCall<T extends MessageLite> implements Call {

  private final Parser<T> parser;
  private final Function<T, ? extends CompletionStage<? extends MessageLite>> handler;
  private final Call guarded;

  ProtobufCall(
      Parser<T> parser,
      Function<T, ? extends CompletionStage<? extends MessageLite>> handler,
      Failures failures) {
    this.parser = parser;
    this.handler = handler;
    this.guarded = failures.guard(this::handle);
  }

  @Override
  public CompletionStage<CallAnswer> answer(CallRequest request) {
    return guarded.answer(request);
  }

  private CompletionStage<CallAnswer> handle(CallRequest request) {
    T message;
    try {
      message = parser.parseFrom(request.body());
    } catch (InvalidProtocolBufferException e) {
      throw CimException.invalid("body", "bytes that cannot be read", "a message of this call");
    }
    return handler
        .apply(message)
        .thenApply(
            reply ->
                new CallAnswer(200, CallAnswer.PROTOBUF, reply.toByteArray(), ResultCode.SUCCESS));
  }
}
