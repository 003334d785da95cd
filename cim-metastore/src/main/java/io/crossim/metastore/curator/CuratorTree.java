package io.crossim.metastore.curator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.metastore.MetaStoreSettings;
import io.crossim.metastore.tree.NodeAccess;
import io.crossim.metastore.tree.NodeAcl;
import io.crossim.metastore.tree.NodeTree;
import io.crossim.metastore.tree.StoredNode;
import io.crossim.metastore.tree.TreeCall;
import io.crossim.metastore.tree.TreeListener;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.KeeperException.NodeExistsException;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** The tree as Curator reaches it. */
final class CuratorTree implements NodeTree {

  private static final byte[] NO_DATA = {};

  private final CuratorFramework client;
  private final CuratorWatcher watcher;
  private final NodeAcl acl;

  CuratorTree(MetaStoreSettings settings, TreeListener listener) {
    CuratorFrameworkFactory.Builder builder =
        CuratorFrameworkFactory.builder()
            .connectString(settings.connectString())
            .sessionTimeoutMs((int) settings.sessionTimeout().toMillis())
            .connectionTimeoutMs((int) settings.connectTimeout().toMillis())
            // The caller compares and mends again: a repeated call would only hold it up.
            .retryPolicy(new RetryNTimes(0, 0))
            .ensembleTracker(false)
            .dontUseContainerParents();
    acl = new NodeAcl(settings.auth());
    builder.aclProvider(new SameAcl(acl.ofNewNodes()));
    String auth = settings.auth();
    if (auth != null) {
      builder.authorization("digest", auth.getBytes(UTF_8));
    }
    client = builder.build();
    watcher = event -> listener.changed();
    client.getConnectionStateListenable().addListener((source, state) -> tell(listener, state));
    client.start();
  }

  private static void tell(TreeListener listener, ConnectionState state) {
    if (state.isConnected()) {
      listener.connected();
    } else {
      listener.disconnected();
    }
  }

  @Override
  public long session() {
    return TreeCall.make(
        "session", () -> client.getZookeeperClient().getZooKeeper().getSessionId());
  }

  @Override
  public void ensure(String path) {
    TreeCall.make(
        "create " + path,
        () -> {
          if (client.checkExists().forPath(path) == null) {
            try {
              client.create().creatingParentsIfNeeded().forPath(path, NO_DATA);
            } catch (NodeExistsException e) {
              // Another process was faster.
            }
          }
          return path;
        });
  }

  @Override
  public void keep(String path, String data) {
    TreeCall.make(
        "create " + path,
        () -> {
          try {
            client.create().creatingParentsIfNeeded().forPath(path, data.getBytes(UTF_8));
          } catch (NodeExistsException e) {
            // Another process was faster.
          }
          return path;
        });
  }

  @Override
  public NodeAccess protect(String path) {
    return TreeCall.make(
        "protect " + path, () -> acl.protect(client.getZookeeperClient().getZooKeeper(), path));
  }

  @Override
  public List<String> children(String path) {
    return TreeCall.make(
        "list " + path, () -> client.getChildren().usingWatcher(watcher).forPath(path));
  }

  @Override
  public Optional<StoredNode> read(String path) {
    return TreeCall.make(
        "read " + path,
        () -> {
          Stat stat = new Stat();
          try {
            byte @Nullable [] data = client.getData().storingStatIn(stat).forPath(path);
            String text = data == null ? "" : new String(data, UTF_8);
            return Optional.of(new StoredNode(text, stat.getEphemeralOwner()));
          } catch (NoNodeException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void create(String path, String data) {
    TreeCall.make(
        "create " + path,
        () -> client.create().withMode(CreateMode.EPHEMERAL).forPath(path, data.getBytes(UTF_8)));
  }

  @Override
  public void replace(String path, String data) {
    TreeCall.make(
        "replace " + path,
        () -> {
          CuratorOp delete = client.transactionOp().delete().forPath(path);
          CuratorOp create =
              client
                  .transactionOp()
                  .create()
                  .withMode(CreateMode.EPHEMERAL)
                  .forPath(path, data.getBytes(UTF_8));
          return client.transaction().forOperations(delete, create);
        });
  }

  @Override
  public void delete(String path) {
    TreeCall.make(
        "delete " + path,
        () -> {
          client.delete().quietly().forPath(path);
          return path;
        });
  }

  @Override
  public void close() {
    client.close();
  }

  /** Gives every node the same access control list. */
  private record SameAcl(List<ACL> acl) implements ACLProvider {

    @Override
    public List<ACL> getDefaultAcl() {
      return acl;
    }

    @Override
    public List<ACL> getAclForPath(String path) {
      return acl;
    }
  }
}
