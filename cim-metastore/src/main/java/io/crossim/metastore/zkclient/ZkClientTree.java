package io.crossim.metastore.zkclient;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.common.result.UnavailableException;
import io.crossim.metastore.MetaStoreSettings;
import io.crossim.metastore.tree.NodeAccess;
import io.crossim.metastore.tree.NodeAcl;
import io.crossim.metastore.tree.NodeTree;
import io.crossim.metastore.tree.StoredNode;
import io.crossim.metastore.tree.TreeCall;
import io.crossim.metastore.tree.TreeListener;
import java.util.List;
import java.util.Optional;
import org.I0Itec.zkclient.IZkChildListener;
import org.I0Itec.zkclient.ZkClient;
import org.I0Itec.zkclient.ZkConnection;
import org.I0Itec.zkclient.exception.ZkNoNodeException;
import org.I0Itec.zkclient.exception.ZkNodeExistsException;
import org.I0Itec.zkclient.exception.ZkTimeoutException;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** The tree as zkclient reaches it. */
final class ZkClientTree implements NodeTree {

  private final ZkConnection connection;
  private final IZkChildListener watcher;
  private final ZkClientConnector connector;
  private final NodeAcl acl;

  ZkClientTree(MetaStoreSettings settings, TreeListener listener) {
    connection = new AuthenticatedConnection(settings);
    this.acl = new NodeAcl(settings.auth());
    watcher = (parent, children) -> listener.changed();
    connector = new ZkClientConnector(connection, listener);
    connector.start();
  }

  private ZkClient client() {
    return connector.client();
  }

  @Override
  public long session() {
    return call("session", () -> connection.getZookeeper().getSessionId());
  }

  @Override
  public void ensure(String path) {
    call(
        "create " + path,
        () -> {
          if (!client().exists(path)) {
            client().createPersistent(path, true, acl.ofNewNodes());
          }
          return path;
        });
  }

  @Override
  public void keep(String path, String data) {
    ensure(path.substring(0, path.lastIndexOf('/')));
    call(
        "create " + path,
        () -> {
          try {
            client().createPersistent(path, data.getBytes(UTF_8), acl.ofNewNodes());
          } catch (ZkNodeExistsException e) {
            // Another process was faster.
          }
          return path;
        });
  }

  @Override
  public NodeAccess protect(String path) {
    return call("protect " + path, () -> acl.protect(connection.getZookeeper(), path));
  }

  @Override
  public List<String> children(String path) {
    // Subscribing twice counts once, and sets the watch again.
    return call(
        "list " + path,
        () -> {
          List<String> names = client().subscribeChildChanges(path, watcher);
          if (names == null) {
            throw new UnavailableException("the node does not exist any more", null);
          }
          return names;
        });
  }

  @Override
  public Optional<StoredNode> read(String path) {
    return call(
        "read " + path,
        () -> {
          Stat stat = new Stat();
          try {
            byte @Nullable [] data = client().readData(path, stat);
            String text = data == null ? "" : new String(data, UTF_8);
            return Optional.of(new StoredNode(text, stat.getEphemeralOwner()));
          } catch (ZkNoNodeException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void create(String path, String data) {
    call(
        "create " + path,
        () -> client().create(path, data.getBytes(UTF_8), acl.ofNewNodes(), CreateMode.EPHEMERAL));
  }

  @Override
  public void replace(String path, String data) {
    Op delete = Op.delete(path, -1);
    Op create = Op.create(path, data.getBytes(UTF_8), acl.ofNewNodes(), CreateMode.EPHEMERAL);
    call("replace " + path, () -> client().multi(List.of(delete, create)));
  }

  @Override
  public void delete(String path) {
    call("delete " + path, () -> client().delete(path));
  }

  @Override
  public void close() {
    connector.close();
  }

  private static <T> T call(String what, TreeCall<T> call) {
    return TreeCall.make(
        what,
        () -> {
          try {
            return call.run();
          } catch (ZkTimeoutException e) {
            throw new UnavailableException("the connection was lost", e);
          }
        });
  }
}
