package io.crossim.service.call;

import java.util.concurrent.CompletionStage;

/** What answers one kind of request. */
@FunctionalInterface
public interface Call {

  /**
   * Runs on an event loop and must not block. The answer may come on any thread; whatever it fails
   * with, thrown or in the stage, becomes an answer too.
   */
  CompletionStage<CallAnswer> answer(CallRequest request);
}
