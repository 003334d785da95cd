package io.crossim.metastore.zkclient;

import io.crossim.metastore.MetaStoreKind;
import io.crossim.metastore.ZooKeeperContract;

class ZkClientMetaStoreTest extends ZooKeeperContract {

  ZkClientMetaStoreTest() {
    super(MetaStoreKind.ZKCLIENT);
  }
}
