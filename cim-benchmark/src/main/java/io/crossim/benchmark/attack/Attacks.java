package io.crossim.benchmark.attack;

import io.crossim.route.api.RoutePaths;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The attacks, by what they are called. */
final class Attacks {

  private static final Duration OFTEN = Duration.ofMillis(200);
  private static final Duration SLOWLY = Duration.ofMillis(500);
  private static final int MANY = 2000;
  private static final int SOME = 500;
  private static final int FEW = 100;

  /** Begins an attack. */
  @FunctionalInterface
  interface Begin {
    Attack on(Target target, AttackTally tally);
  }

  private Attacks() {}

  /** All attacks by name, in the order in which they are shown. */
  static Map<String, Begin> all() {
    Map<String, Begin> all = new LinkedHashMap<>();
    all.put(
        MANY + " connections that never log in",
        (to, tally) -> sockets(MANY, to.gateway(), SLOWLY, Script.silence(), to, tally));
    all.put(
        SOME + " logins on the TCP port that drip",
        (to, tally) ->
            sockets(
                SOME,
                to.gateway(),
                SLOWLY,
                Script.drip(AttackTraffic.v3Login(to, to.token())),
                to,
                tally));
    all.put(
        SOME + " HTTP requests that drip",
        (to, tally) ->
            sockets(SOME, http(to), SLOWLY, Script.drip(AttackTraffic.slowRequest()), to, tally));
    all.put(
        SOME + " upgrades to WebSocket that drip",
        (to, tally) ->
            sockets(
                SOME, to.gateway(), SLOWLY, Script.drip(AttackTraffic.slowUpgrade(to)), to, tally));
    all.put(
        FEW + " connections at a time with a WebSocket frame of 2 GB",
        (to, tally) ->
            sockets(
                FEW,
                to.gateway(),
                OFTEN,
                Script.once(AttackTraffic.hugeWebSocketFrame(to)),
                to,
                tally));
    all.put(
        FEW + " connections at a time with random bytes on the TCP port",
        (to, tally) -> sockets(FEW, to.gateway(), OFTEN, AttackTraffic::random, to, tally));
    all.put(
        FEW + " connections at a time with random bytes on the HTTP port",
        (to, tally) -> sockets(FEW, http(to), OFTEN, AttackTraffic::random, to, tally));
    all.put(
        FEW + " connections at a time with a frame of 2 GB",
        (to, tally) ->
            sockets(FEW, to.gateway(), OFTEN, Script.once(AttackTraffic.hugeFrame()), to, tally));
    all.put(
        FEW + " v2 logins at a time to an account with a password",
        (to, tally) ->
            sockets(FEW, to.gateway(), OFTEN, Script.once(AttackTraffic.v2Login(to)), to, tally));
    all.put(
        FEW + " logins at a time on the TCP port with another user's token",
        (to, tally) ->
            sockets(
                FEW,
                to.gateway(),
                OFTEN,
                Script.once(AttackTraffic.v3Login(to, to.token())),
                to,
                tally));
    all.put(
        FEW + " logins at a time on the TCP port with a token that was revoked",
        (to, tally) ->
            sockets(
                FEW, to.gateway(), OFTEN, Script.once(AttackTraffic.replayedLogin(to)), to, tally));
    all.put(
        FEW + " logins at a time with another user's token, and messages behind each",
        (to, tally) ->
            sockets(
                FEW,
                to.gateway(),
                OFTEN,
                Script.once(AttackTraffic.forgery(to, to.token())),
                to,
                tally));
    all.put(
        "10 devices of one user that ask again and again for all that waits",
        (to, tally) -> atHome(10, OwnAccount.replays(to), to, tally));
    all.put(
        FEW + " connections of one user, each with another device",
        (to, tally) -> atHome(FEW, OwnAccount.devices(to), to, tally));
    all.put(
        "messages with a content type of 250,000 characters",
        (to, tally) -> atHome(1, OwnAccount.largeTypes(to), to, tally));
    all.put(
        "400 connections that ask for answers and read none",
        (to, tally) -> deaf(AttackTraffic.unreadAnswers(to, RoutePaths.ONLINE), to, tally));
    all.put(
        "400 connections that ask for the API page and read nothing",
        (to, tally) -> deaf(AttackTraffic.unreadAnswers(to, "/v3/api-docs"), to, tally));
    all.put(
        "400/s logins with wrong passwords",
        (to, tally) -> Requests.send(400, List.of(AttackTraffic.wrongPassword(to)), "", to, tally));
    all.put(
        "1000/s calls as another user, without a token",
        (to, tally) -> Requests.send(1000, AttackTraffic.asVictim(to), "", to, tally));
    all.put(
        "1000/s calls as another user, with one's own token",
        (to, tally) -> Requests.send(1000, AttackTraffic.asVictim(to), to.token(), to, tally));
    all.put(
        "1000/s calls with a token that was revoked",
        (to, tally) -> Requests.send(1000, AttackTraffic.asStranger(to), to.revoked(), to, tally));
    return all;
  }

  private static Attack sockets(
      int count,
      InetSocketAddress at,
      Duration step,
      Script script,
      Target target,
      AttackTally tally) {
    return Sockets.open(count, at, step, script, Sockets.Manner.UNINVITED, tally, target.loops());
  }

  /** Strangers who log in to an account of their own, which nobody forbids. */
  private static Attack atHome(int count, Script script, Target target, AttackTally tally) {
    return Sockets.open(
        count, target.gateway(), OFTEN, script, Sockets.Manner.AT_HOME, tally, target.loops());
  }

  private static Attack deaf(Script script, Target target, AttackTally tally) {
    return Sockets.open(
        400, http(target), OFTEN, script, Sockets.Manner.DEAF, tally, target.loops());
  }

  private static InetSocketAddress http(Target target) {
    return new InetSocketAddress(target.route().host(), target.route().port());
  }
}
