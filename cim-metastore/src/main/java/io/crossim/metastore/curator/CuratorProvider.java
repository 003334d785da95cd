package io.crossim.metastore.curator;

import io.crossim.metastore.MetaStore;
import io.crossim.metastore.MetaStoreKind;
import io.crossim.metastore.MetaStoreProvider;
import io.crossim.metastore.MetaStoreSettings;
import io.crossim.metastore.tree.TreeMetaStore;

/** {@link MetaStoreKind#ZOOKEEPER}. */
public final class CuratorProvider implements MetaStoreProvider {

  @Override
  public MetaStoreKind kind() {
    return MetaStoreKind.ZOOKEEPER;
  }

  @Override
  public MetaStore open(MetaStoreSettings settings) {
    return new TreeMetaStore(settings, listener -> new CuratorTree(settings, listener));
  }
}
