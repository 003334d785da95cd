package io.crossim.persistence.conversation.memory;

import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.ConversationStoreContract;
import java.time.InstantSource;

class MemoryConversationStoreTest extends ConversationStoreContract {

  @Override
  protected ConversationStore open(ConversationLimits limits) {
    return new MemoryConversationStore(limits, InstantSource.system());
  }
}
