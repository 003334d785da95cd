package io.crossim.metastore.curator;

import io.crossim.metastore.MetaStoreKind;
import io.crossim.metastore.ZooKeeperContract;

class CuratorMetaStoreTest extends ZooKeeperContract {

  CuratorMetaStoreTest() {
    super(MetaStoreKind.ZOOKEEPER);
  }
}
