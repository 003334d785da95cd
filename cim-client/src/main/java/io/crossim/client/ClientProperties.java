package io.crossim.client;

import io.crossim.client.history.HistoryDirectory;
import io.crossim.common.protocol.UserNames;
import io.crossim.common.result.CimException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set. Accepted and without effect: {@code server.port}, because a console opens no
 * port, and {@code cim.heartbeat.time}, because the time between pings is part of the protocol.
 */
@ConfigurationProperties("cim")
public record ClientProperties(
    @DefaultValue User user,
    @DefaultValue Route route,
    @DefaultValue TlsProperties tls,
    @DefaultValue Msg msg,
    @DefaultValue Reconnect reconnect,
    @DefaultValue Callback callback,
    @DefaultValue Console console) {

  private static final Pattern DEVICE = Pattern.compile("\\P{Cntrl}{1,64}");
  private static final int MAX_POOL = 64;
  private static final int MAX_QUEUE = 1_000_000;

  /**
   * The user of this console.
   *
   * @param id of the account; without one the name is registered
   * @param userName required
   * @param password of an account that has one; better given by the environment than by a command
   *     line, which others can see
   * @param device the name under which the cluster keeps what this installation has received;
   *     without one the console makes one for each console of a user on this machine
   */
  public record User(
      @Nullable Long id,
      @DefaultValue("") String userName,
      @Nullable String password,
      @Nullable String device) {

    public User {
      if (id != null && id <= 0) {
        throw CimException.invalid("cim.user.id", id, "a number above 0");
      }
      try {
        UserNames.checkDecoded(userName);
      } catch (CimException e) {
        throw new CimException(e.code(), "cim.user." + e.getMessage(), e);
      }
      device = device == null || device.isBlank() ? null : device.strip();
      if (device != null && !DEVICE.matcher(device).matches()) {
        throw CimException.invalid(
            "cim.user.device", device, "1 to 64 characters without control characters");
      }
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
      return "User[id=" + id + ", userName=" + userName + "]";
    }
  }

  /**
   * The way into the cluster.
   *
   * @param url of a route, or of a load balancer before several; or of several routes, separated by
   *     commas, of which the next is asked when one is away
   */
  public record Route(@DefaultValue("http://127.0.0.1:8083/") String url) {

    public Route {
      for (String each : url.split(",", -1)) {
        if (!isHttp(each.strip())) {
          throw CimException.invalid(
              "cim.route.url", url, "a URL such as http://host:8083/, or several with commas");
        }
      }
    }

    /** The URLs, in the order in which they were given. */
    public List<String> urls() {
      return Stream.of(url.split(",", -1)).map(String::strip).toList();
    }

    private static boolean isHttp(String url) {
      try {
        URI uri = new URI(url);
        return uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme());
      } catch (URISyntaxException e) {
        return false;
      }
    }
  }

  /** Messages. */
  public record Msg(@DefaultValue Logger logger) {

    /**
     * The history.
     *
     * @param path of its directory; default {@code /opt/logs/cim/} where that can be written, else
     *     {@code ~/.cim/history/}
     */
    public record Logger(@Nullable String path) {

      /** The directory, which exists and can be written. Empty where there is none. */
      public Optional<Path> directory() {
        return HistoryDirectory.choose(path);
      }
    }
  }

  /**
   * What follows a lost connection.
   *
   * @param count of attempts before the client gives up; without one it never does
   */
  public record Reconnect(@Nullable Integer count) {

    public Reconnect {
      if (count != null && count < 0) {
        throw CimException.invalid("cim.reconnect.count", count, "0 or more");
      }
    }
  }

  /** What runs when messages come in. */
  public record Callback(@DefaultValue Threads thread) {

    /** The threads that take the messages. */
    public record Threads(@DefaultValue Pool pool, @DefaultValue Queue queue) {}

    /** How many threads there are. */
    public record Pool(@DefaultValue("2") int size) {

      public Pool {
        range("cim.callback.thread.pool.size", size, MAX_POOL);
      }
    }

    /** How many calls may wait for a thread. */
    public record Queue(@DefaultValue("64") int size) {

      public Queue {
        range("cim.callback.thread.queue.size", size, MAX_QUEUE);
      }
    }
  }

  /**
   * How the console behaves.
   *
   * @param listen whether it stays and receives when its input, which is no terminal, has ended
   */
  public record Console(@DefaultValue("false") boolean listen) {}

  private static void range(String property, int value, int most) {
    if (value < 1 || value > most) {
      throw CimException.invalid(property, value, "1-" + most);
    }
  }
}
