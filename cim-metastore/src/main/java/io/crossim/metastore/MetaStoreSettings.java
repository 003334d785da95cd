package io.crossim.metastore;

import io.crossim.common.result.CimException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link MetaStore} is opened with.
 *
 * @param addresses {@code host} or {@code host:port}, several separated by commas, behind the last
 *     one perhaps the path under which everything lies, {@code a,b:2182/sub}; not read for {@link
 *     MetaStoreKind#MEMORY}
 * @param sessionTimeout how long the nodes of a killed process stay
 * @param connectTimeout how long one attempt to reach the store may take; attempts go on for ever
 * @param serversRoot the path whose children are the servers
 * @param routesRoot the path whose children are the routes; the shared secret lies beside it
 * @param auth {@code user:password} by which this process shows the store who it is (scheme {@code
 *     digest}); null for none. What lies in discovery is then for those with the same one alone
 */
public record MetaStoreSettings(
    MetaStoreKind kind,
    String addresses,
    Duration sessionTimeout,
    Duration connectTimeout,
    String serversRoot,
    String routesRoot,
    @Nullable String auth) {

  public static final Duration DEFAULT_SESSION_TIMEOUT = Duration.ofSeconds(10);
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);
  public static final String DEFAULT_SERVERS_ROOT = "/cim";
  public static final String DEFAULT_ROUTES_ROOT = "/cim3/routes";

  private static final Duration MAX_TIMEOUT = Duration.ofHours(1);
  private static final Pattern HOST = Pattern.compile("[^\\s:/,\\[\\]]+|\\[[0-9A-Fa-f:.]+]");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final int DEFAULT_PORT = 2181;
  private static final Pattern PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[^/\\s\\p{Cntrl}]+)+");

  public MetaStoreSettings {
    if (kind != MetaStoreKind.MEMORY) {
      checkAddresses(addresses);
    }
    checkTimeout("sessionTimeout", sessionTimeout);
    checkTimeout("connectTimeout", connectTimeout);
    checkRoot("serversRoot", serversRoot);
    checkRoot("routesRoot", routesRoot);
    if ((serversRoot + "/").startsWith(routesRoot + "/")
        || (routesRoot + "/").startsWith(serversRoot + "/")) {
      throw CimException.invalid(
          "routesRoot", routesRoot, "a path apart from that of the servers, " + serversRoot);
    }
    if (auth != null && auth.indexOf(':') < 1) {
      throw CimException.invalid("auth", "a text without a user", "user:password");
    }
  }

  /** Without {@link #auth}. */
  public MetaStoreSettings(
      MetaStoreKind kind,
      String addresses,
      Duration sessionTimeout,
      Duration connectTimeout,
      String serversRoot,
      String routesRoot) {
    this(
        kind, addresses, sessionTimeout, connectTimeout, serversRoot, routesRoot, /* auth= */ null);
  }

  /** Everything but the kind and the addresses as it is by default. */
  public static MetaStoreSettings of(MetaStoreKind kind, String addresses) {
    return new MetaStoreSettings(
        kind,
        addresses,
        DEFAULT_SESSION_TIMEOUT,
        DEFAULT_CONNECT_TIMEOUT,
        DEFAULT_SERVERS_ROOT,
        DEFAULT_ROUTES_ROOT);
  }

  /** Where ZooKeeper is, {@code host:port} each, without the path. */
  public String connectString() {
    List<String> hosts = new ArrayList<>();
    for (String address : hosts().split(",", -1)) {
      hosts.add(hasPort(address) ? address : address + ":" + DEFAULT_PORT);
    }
    return String.join(",", hosts);
  }

  /** The path of the node whose children are the servers. */
  public String serversPath() {
    return chroot() + serversRoot;
  }

  /** The path of the node whose children are the routes. */
  public String routesPath() {
    return chroot() + routesRoot;
  }

  /** The path of the node with the shared secret. */
  public String secretPath() {
    String routes = routesPath();
    return routes.substring(0, routes.lastIndexOf('/')) + "/secret";
  }

  /**
   * The paths of the lasting nodes that belong to this cluster alone, parents before children. What
   * lies above them may be shared with others.
   */
  public List<String> ownPaths() {
    List<String> paths = new ArrayList<>(List.of(serversPath()));
    if (routesRoot.lastIndexOf('/') > 0) {
      paths.add(routesPath().substring(0, routesPath().lastIndexOf('/')));
    }
    paths.addAll(List.of(routesPath(), secretPath()));
    return List.copyOf(paths);
  }

  /** Leaves the password out, because logs must not hold it. */
  @Override
  public String toString() {
    return "MetaStoreSettings[" + describe() + "]";
  }

  /** Discovery inside this process. */
  public static MetaStoreSettings memory() {
    return of(MetaStoreKind.MEMORY, "");
  }

  /** The store in a line of the log. */
  public String describe() {
    return kind == MetaStoreKind.MEMORY ? "Discovery in memory" : "ZooKeeper at " + addresses;
  }

  private String hosts() {
    int path = addresses.indexOf('/');
    return path < 0 ? addresses : addresses.substring(0, path);
  }

  private String chroot() {
    int path = addresses.indexOf('/');
    return path < 0 || path == addresses.length() - 1 ? "" : addresses.substring(path);
  }

  private static boolean hasPort(String address) {
    return address.indexOf(':', address.lastIndexOf(']') + 1) >= 0;
  }

  private static void checkAddresses(String addresses) {
    int path = addresses.indexOf('/');
    String hosts = path < 0 ? addresses : addresses.substring(0, path);
    boolean valid = path < 0 || isChroot(addresses.substring(path));
    for (String address : hosts.split(",", -1)) {
      int colon = hasPort(address) ? address.lastIndexOf(':') : address.length();
      valid &=
          HOST.matcher(address.substring(0, colon)).matches()
              && (colon == address.length() || isPort(address.substring(colon + 1)));
    }
    if (!valid) {
      throw CimException.invalid(
          "addresses",
          addresses,
          "host or host:port, several separated by commas without spaces, behind the last one"
              + " perhaps a path");
    }
  }

  private static boolean isChroot(String path) {
    return path.equals("/") || (PATH.matcher(path).matches() && path.indexOf(',') < 0);
  }

  private static boolean isPort(String text) {
    if (!PORT.matcher(text).matches()) {
      return false;
    }
    int port = Integer.parseInt(text);
    return port >= 1 && port <= 65_535;
  }

  private static void checkTimeout(String field, Duration timeout) {
    if (timeout.toMillis() < 1 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw CimException.invalid(field, timeout, "1 ms to 1 h");
    }
  }

  private static void checkRoot(String field, String root) {
    if (!PATH.matcher(root).matches()) {
      throw CimException.invalid(field, root, "a path like /cim, without a slash at the end");
    }
  }
}
