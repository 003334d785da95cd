package io.crossim.persistence.session.memory;

import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.SessionStoreContract;
import java.time.InstantSource;

class MemorySessionStoreTest extends SessionStoreContract {

  private final SessionStore content = new MemorySessionStore(InstantSource.system());

  @Override
  protected SessionStore open() {
    return content;
  }
}
