package io.crossim.sdk;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.route.api.Account;
import io.crossim.route.api.ServerAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One user's connection to a cluster. It logs in, keeps the connection alive, makes a new one when
 * it is lost, hands incoming messages to a listener and sends.
 *
 * <p>Any thread may call any method. A JVM may hold any number of clients; they share threads
 * unless told otherwise and nothing else. All threads are daemons.
 *
 * <p>Futures are completed on a thread of the library (on the caller's by {@link #close()}); what
 * hangs on them must not block. They fail with a {@link CimException}.
 */
public final class Client implements AutoCloseable {

  Client() {}

  public static ClientBuilder builder() {
    return new ClientBuilder();
  }

  /**
   * Logs in and connects. A second call changes nothing and answers the same future.
   *
   * <p>A refusal ends the client: {@link ResultCode#REPEAT_LOGIN}, {@link
   * ResultCode#ACCOUNT_MISMATCH}, {@link ResultCode#INVALID_ARGUMENT}. Any other failure is tried
   * again, as often as {@link ClientBuilder#maxReconnects} allows.
   *
   * @return completed when the client is {@link ClientState#READY} for the first time; fails when
   *     it is closed or gives up before
   */
  public CompletableFuture<Void> start() {
    throw new UnsupportedOperationException();
  }

  /**
   * Sends a text to one user. The texts of one client leave one after the other, in the order of
   * the calls; while the client is not ready they wait.
   *
   * <p>A text that certainly has not left is repeated until {@link ClientBuilder#sendTimeout} is
   * over; one whose answer is missing is not, because it might come twice.
   *
   * @return the outcome; fails with {@link ResultCode#RECEIVER_OFFLINE} when the receiver is not
   *     online and nothing was stored, with {@link ResultCode#REQUEST_LIMIT} when too many sends
   *     wait, with the route's own code when it refuses, and when the client has ended
   */
  public CompletableFuture<SendResult> send(long receiver, String text) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sends a text to every user who is online, but not to this one. Order and waiting are those of
   * {@link #send}.
   *
   * @return completed when the cluster took the text; fails with an {@link UnavailableException}
   *     when that is not known in time
   */
  public CompletableFuture<Void> sendAll(String text) {
    throw new UnsupportedOperationException();
  }

  /**
   * Asks who is online, by ascending id. Blocks for some seconds at most.
   *
   * @throws CimException when the route refuses or does not answer
   */
  public List<Account> onlineUsers() {
    throw new UnsupportedOperationException();
  }

  /** The state at this moment; listeners may be told of it later. */
  public ClientState state() {
    throw new UnsupportedOperationException();
  }

  /** The server that holds the connection; empty while there is none. */
  public Optional<ServerAddress> server() {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends the client for good. Sends that are on their way and messages whose listener call is still
   * to come get a few seconds; then the connection is closed and what is left over is given up: its
   * futures fail, or are {@link SendStatus#UNKNOWN} where a text may have arrived. A second call
   * changes nothing.
   */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
