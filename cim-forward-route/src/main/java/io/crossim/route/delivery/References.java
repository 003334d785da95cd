package io.crossim.route.delivery;

import com.google.protobuf.ByteString;
import io.crossim.persistence.conversation.Reference;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Turns references of inboxes into the messages that they name. Any thread; never blocks. */
@FunctionalInterface
public interface References {

  /**
   * A reference, and whose inbox it stands in.
   *
   * @param reader to whom a private conversation is the one with the other user
   */
  record Held(long reader, Reference reference) {}

  /**
   * A message that a reference names.
   *
   * @param payload complete but for what the inbox gives
   * @param storedAt when the conversation took it, in milliseconds since 1970; 0 where the entry is
   *     no more
   */
  record Resolved(ByteString payload, long storedAt) {}

  /**
   * One message per reference, in the same order. Where the entry is no more, and for a {@link
   * GapPlace}, it is a message that was recalled.
   */
  CompletableFuture<List<Resolved>> resolve(List<Held> references);
}
