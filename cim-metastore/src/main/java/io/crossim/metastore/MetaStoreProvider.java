package io.crossim.metastore;

/**
 * One implementation of {@link MetaStore}, found through {@link java.util.ServiceLoader}: what
 * opens a store does not know the packages behind it.
 */
public interface MetaStoreProvider {

  /** The kind that this implementation answers to. */
  MetaStoreKind kind();

  /** Opens a store of that kind; see {@link MetaStores#open}. */
  MetaStore open(MetaStoreSettings settings);
}
