package io.crossim.common.http;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import java.util.concurrent.CompletableFuture;

/** Calls one service of the cluster with protobuf both ways. Any thread; never blocks. */
@FunctionalInterface
public interface ProtobufCaller {

  /**
   * POST of a message.
   *
   * @return the answer; an {@link UnavailableException} when the service cannot be reached or does
   *     not answer in time, a {@link CimException} with its own code and message when it answers
   *     that the call failed. Completed on a thread that must not be blocked.
   */
  <T extends MessageLite> CompletableFuture<T> post(
      String path, MessageLite body, Parser<T> answer);
}
