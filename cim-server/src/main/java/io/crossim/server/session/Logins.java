package io.crossim.server.session;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.LoginAck;
import io.crossim.common.result.ResultCode;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.Feed;
import io.crossim.server.connection.InboxPosition;
import io.crossim.server.connection.InboxView;
import io.crossim.server.inbox.Feeds;
import io.crossim.service.start.LogKeys;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** What a client is told at its login, and what begins then. On the connection's event loop. */
@Slf4j
@RequiredArgsConstructor
public final class Logins {

  /** A client that has written nothing for so long pings. */
  private static final Duration PING_INTERVAL = Duration.ofSeconds(10);

  /** Of a v2 client. */
  public static final LoginParameters NOTHING = new LoginParameters("", null);

  private final Feeds feeds;
  private final LoginMeters meters;
  private final int maxFrame;

  /** What clients whose login is not accepted yet have said with it. */
  private final Map<Connection, LoginParameters> words = new ConcurrentHashMap<>();

  /**
   * What a client says with its login.
   *
   * @param token that shows who it is; empty for none
   * @param resume the position to go on from; null for none
   */
  public record LoginParameters(String token, @Nullable InboxPosition resume) {

    /** Without the token. */
    @Override
    public String toString() {
      return "Words[resume=" + resume + "]";
    }
  }

  /** A login begins. */
  public void begin(Connection connection, LoginParameters said) {
    if (said != NOTHING) {
      words.put(connection, said);
    }
    feeds.open(connection);
  }

  /** The token of a login that is not accepted yet; empty for none. Any thread. */
  String token(Connection connection) {
    return words.getOrDefault(connection, NOTHING).token();
  }

  /** The connection is closed. */
  public void end(Connection connection) {
    words.remove(connection);
  }

  /** The session is there: the first word to a v3 client, then what has waited for it. */
  void accepted(Connection connection, InboxView inbox) {
    LoginParameters said = words.remove(connection);
    meters.accepted(said != null && said.resume() != null);
    log.atDebug()
        .addKeyValue(LogKeys.SESSION, connection.generation())
        .log("{} is bound", connection);
    if (connection.isV3()) {
      connection
          .writer()
          .send(
              Frame.newBuilder()
                  .setCmd(Command.LOGIN_ACK)
                  .setLoginAck(
                      LoginAck.newBuilder()
                          .setCode(ResultCode.SUCCESS.code())
                          .setSessionId(Long.toString(connection.generation()))
                          .setEpoch(inbox.epoch())
                          .setAckedSeq(inbox.ackedSeq())
                          .setHeadSeq(inbox.headSeq())
                          .setPingIntervalMs((int) PING_INTERVAL.toMillis())
                          .setMaxFrame(maxFrame)
                          .setWindow(Feeds.WINDOW))
                  .build());
    }
    connection.writer().releaseAnswers();
    if (connection.isV3()) {
      connection.writer().releaseHeld();
    }
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
    if (feed != null && !inbox.epoch().isEmpty()) {
      feed.head(inbox.epoch(), inbox.headSeq());
    }
  }

  /** A v3 client hears why; the caller closes. */
  public void refused(Connection connection, ResultCode code, String text) {
    meters.refused(code);
    if (connection.isV3()) {
      connection
          .writer()
          .send(
              Frame.newBuilder()
                  .setCmd(Command.LOGIN_ACK)
                  .setLoginAck(LoginAck.newBuilder().setCode(code.code()).setText(text))
                  .build());
      connection.writer().flush();
    }
  }
}
