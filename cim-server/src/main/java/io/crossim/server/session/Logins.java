package io.crossim.server.session;

import io.crossim.common.result.ResultCode;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.Feed;
import io.crossim.server.connection.InboxPosition;
import io.crossim.server.connection.InboxView;
import io.crossim.service.start.LogKeys;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** What a client is told at its login, and what begins then. On the connection's event loop. */
@Slf4j
@RequiredArgsConstructor
public final class Logins {

  /** The parameters of a v2 client, which sends none. */
  public static final LoginParameters NOTHING = new LoginParameters("", null);

  private final LoginMeters meters;

  /** What clients whose login is not accepted yet have said with it. */
  private final Map<Connection, LoginParameters> parameters = new ConcurrentHashMap<>();

  /**
   * What a client says with its login.
   *
   * @param token that shows who it is; empty for none
   * @param resume the position to go on from; null for none
   */
  public record LoginParameters(String token, @Nullable InboxPosition resume) {

    /** Leaves the token out. */
    @Override
    public String toString() {
      return "LoginParameters[resume=" + resume + "]";
    }
  }

  /** A login begins. */
  public void begin(Connection connection, LoginParameters said) {
    if (said != NOTHING) {
      parameters.put(connection, said);
    }
    connection.feed(connection.dialect().feed(connection));
  }

  /** The token of a login that is not accepted yet; empty for none. Any thread. */
  String token(Connection connection) {
    return parameters.getOrDefault(connection, NOTHING).token();
  }

  /** The connection is closed. */
  public void end(Connection connection) {
    parameters.remove(connection);
  }

  /** The session is there: the client is told so, and its feed begins. */
  void accepted(Connection connection, InboxView inbox) {
    LoginParameters said = parameters.remove(connection);
    meters.accepted(said != null && said.resume() != null);
    log.atDebug()
        .addKeyValue(LogKeys.SESSION, connection.generation())
        .log("{} is bound", connection);
    connection.dialect().welcome(connection, inbox);
    Feed feed = connection.feed();
    if (feed != null) {
      feed.start(inbox, said == null ? null : said.resume());
      connection.writer().flush();
    }
    connection.fireLoginAccepted();
  }

  /** The session was bound again; its store may be another one. */
  void restored(Connection connection, InboxView inbox) {
    Feed feed = connection.feed();
    if (feed == null) {
      return;
    }
    if (!inbox.epoch().isEmpty()) {
      feed.head(inbox.epoch(), inbox.headSeq());
    }
    if (inbox.mayLack()) {
      feed.mayLack();
    }
  }

  /** The client is told why, if it can be; the caller closes. */
  public void refused(Connection connection, ResultCode code, String text) {
    meters.refused(code);
    connection.dialect().refuse(connection, code, text);
  }
}
