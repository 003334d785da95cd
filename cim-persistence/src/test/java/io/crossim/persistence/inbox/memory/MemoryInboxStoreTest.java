package io.crossim.persistence.inbox.memory;

import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.InboxStoreContract;
import java.time.InstantSource;

class MemoryInboxStoreTest extends InboxStoreContract {

  @Override
  protected InboxStore open(InboxLimits limits) {
    return new MemoryInboxStore(limits, InstantSource.system());
  }
}
