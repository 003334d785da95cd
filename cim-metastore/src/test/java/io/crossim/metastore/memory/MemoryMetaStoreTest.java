package io.crossim.metastore.memory;

import io.crossim.metastore.MetaStoreContract;
import io.crossim.metastore.MetaStoreSettings;

class MemoryMetaStoreTest extends MetaStoreContract {

  @Override
  protected MetaStoreSettings settings() {
    return MetaStoreSettings.memory();
  }
}
