package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.InboxStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** A store that puts into shared rows what even one inbox gets keeps the contract. */
class SharedRowsStoreTest extends InboxStoreContract {

  @TempDir private Path directory;
  private int opened;

  @Override
  protected InboxStore open(InboxLimits limits) {
    return new EmbeddedInboxStore(
        directory.resolve("inboxes-" + opened++),
        limits,
        InstantSource.system(),
        /* sync= */ false,
        /* fewestShared= */ 1);
  }
}
