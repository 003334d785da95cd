package io.crossim.metastore;

import java.util.List;
import java.util.ServiceLoader;

/** Opens discovery. */
public final class MetaStores {

  /**
   * Loggers of the ZooKeeper clients. In an outage they fill a log with attempts and stack traces;
   * the store says by itself, once in a few seconds, what a reader has to know. A service turns
   * them off by default.
   */
  public static final List<String> CLIENT_LOGGERS =
      List.of("org.apache.zookeeper", "org.apache.curator", "org.I0Itec.zkclient");

  private MetaStores() {}

  /**
   * Opens a store and returns at once, whether or not something answers at its addresses. Every
   * call opens a store of its own: those of kind {@link MetaStoreKind#MEMORY} don't see each other.
   */
  public static MetaStore open(MetaStoreSettings settings) {
    for (MetaStoreProvider provider :
        ServiceLoader.load(MetaStoreProvider.class, MetaStores.class.getClassLoader())) {
      if (provider.kind() == settings.kind()) {
        return provider.open(settings);
      }
    }
    throw new IllegalStateException("no MetaStoreProvider for " + settings.kind());
  }
}
