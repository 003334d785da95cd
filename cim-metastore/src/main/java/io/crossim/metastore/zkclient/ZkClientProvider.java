package io.crossim.metastore.zkclient;

import io.crossim.metastore.MetaStore;
import io.crossim.metastore.MetaStoreKind;
import io.crossim.metastore.MetaStoreProvider;
import io.crossim.metastore.MetaStoreSettings;
import io.crossim.metastore.tree.TreeMetaStore;

/** {@link MetaStoreKind#ZKCLIENT}. */
public final class ZkClientProvider implements MetaStoreProvider {

  @Override
  public MetaStoreKind kind() {
    return MetaStoreKind.ZKCLIENT;
  }

  @Override
  public MetaStore open(MetaStoreSettings settings) {
    return new TreeMetaStore(settings, listener -> new ZkClientTree(settings, listener));
  }
}
