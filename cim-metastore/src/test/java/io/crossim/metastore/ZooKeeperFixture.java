package io.crossim.metastore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.curator.test.DirectoryUtils;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.KeeperException.NodeExistsException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** A real ZooKeeper that stops, forgets and expires on demand, always on the same port. */
final class ZooKeeperFixture implements AutoCloseable {

  /** The credential of the cluster's members; with it closed nodes can be read too. */
  static final String MEMBER = "cim:word";

  private static final int SESSION_TIMEOUT = 30_000;
  private static final long SERVER_SECRET = 0XB3415C00L;

  private final int port = freePort();
  private File directory = newDirectory();
  private TestingServer server;

  /**
   * A port that no outgoing connection takes while the server is stopped, and no second JVM that
   * runs tests: those of the one are even, those of the other odd.
   */
  private static int freePort() {
    int odd = Integer.getInteger("test.fork", 1) % 2;
    while (true) {
      int port = 22_000 + 2 * ThreadLocalRandom.current().nextInt(5_000) + odd;
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // The next one, then.
      }
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  void start() throws Exception {
    server = new TestingServer(new InstanceSpec(directory, port, -1, -1, false, 1), true);
  }

  void stop() throws Exception {
    server.close();
  }

  /** Between stop and start: the data is lost. */
  void forget() throws Exception {
    DirectoryUtils.deleteDirectoryContents(directory);
    directory = newDirectory();
  }

  /** Ends a session as the server does when its client is silent for too long. */
  void expire(long session) throws Exception {
    // The password of a session is a function of its id, so that the session can be taken over.
    byte[] password = new byte[16];
    new Random(session ^ SERVER_SECRET).nextBytes(password);
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper taken =
        new ZooKeeper(
            address(), SESSION_TIMEOUT, event -> connected.countDown(), session, password);
    connected.await();
    taken.close();
  }

  /** Makes an ephemeral node; closing what is returned ends the session that owns it. */
  AutoCloseable create(String path, String data) throws Exception {
    ZooKeeper client = connect();
    createParent(client, path.substring(0, path.lastIndexOf('/')));
    byte[] bytes = data == null ? null : data.getBytes(UTF_8);
    client.create(path, bytes, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
    return client;
  }

  boolean exists(String path) throws Exception {
    try (ZooKeeper client = connect()) {
      client.addAuthInfo("digest", MEMBER.getBytes(UTF_8));
      return client.exists(path, false) != null;
    }
  }

  long owner(String path) throws Exception {
    try (ZooKeeper client = connect()) {
      client.addAuthInfo("digest", MEMBER.getBytes(UTF_8));
      return client.exists(path, false).getEphemeralOwner();
    }
  }

  String data(String path) throws Exception {
    try (ZooKeeper client = connect()) {
      return new String(client.getData(path, false, new Stat()), UTF_8);
    }
  }

  void write(String path, String data) throws Exception {
    try (ZooKeeper client = connect()) {
      client.setData(path, data.getBytes(UTF_8), -1);
    }
  }

  void delete(String path) throws Exception {
    try (ZooKeeper client = connect()) {
      client.delete(path, -1);
    } catch (NoNodeException e) {
      throw new AssertionError(path, e);
    }
  }

  @Override
  public void close() throws Exception {
    server.close();
    DirectoryUtils.deleteDirectoryContents(directory);
  }

  /** Makes a lasting node that everybody may read and change. */
  void createOpen(String path, String data) throws Exception {
    try (ZooKeeper client = connect()) {
      client.create(path, data.getBytes(UTF_8), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }
  }

  /** Makes a lasting node that belongs to one user alone. */
  void createAs(String user, String path) throws Exception {
    try (ZooKeeper client = connect()) {
      client.addAuthInfo("digest", user.getBytes(UTF_8));
      client.create(path, new byte[0], Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT);
    }
  }

  private ZooKeeper connect() throws Exception {
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper client =
        new ZooKeeper(
            address(),
            SESSION_TIMEOUT,
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            });
    connected.await();
    return client;
  }

  private static void createParent(ZooKeeper client, String path) throws Exception {
    try {
      client.create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    } catch (NodeExistsException e) {
      // The store under test was faster.
    }
  }

  private static File newDirectory() {
    try {
      return Files.createTempDirectory("zookeeper").toFile();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
