package io.crossim.metastore.memory;

import io.crossim.metastore.MetaStore;
import io.crossim.metastore.MetaStoreKind;
import io.crossim.metastore.MetaStoreProvider;
import io.crossim.metastore.MetaStoreSettings;
import io.crossim.metastore.tree.TreeMetaStore;

/** {@link MetaStoreKind#MEMORY}. */
public final class MemoryProvider implements MetaStoreProvider {

  @Override
  public MetaStoreKind kind() {
    return MetaStoreKind.MEMORY;
  }

  @Override
  public MetaStore open(MetaStoreSettings settings) {
    return new TreeMetaStore(settings, MemoryTree::new);
  }
}
