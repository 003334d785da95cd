package io.crossim.benchmark.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.crossim.benchmark.attack.Requests.Request;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.route.api.RoutePaths;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The attacks, by what they are called. */
final class Attacks {

  private static final Duration OFTEN = Duration.ofMillis(200);
  private static final Duration SLOWLY = Duration.ofMillis(500);
  private static final int MANY = 2000;
  private static final int SOME = 500;
  private static final int FEW = 100;
  private static final int UNREAD_AT_ONCE = 20;

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
            sockets(SOME, to.gateway(), SLOWLY, Script.drip(v3Login(to, to.token())), to, tally));
    all.put(
        SOME + " HTTP requests that drip",
        (to, tally) -> sockets(SOME, http(to), SLOWLY, Script.drip(slowRequest()), to, tally));
    all.put(
        FEW + " connections at a time with random bytes on the TCP port",
        (to, tally) -> sockets(FEW, to.gateway(), OFTEN, Attacks::random, to, tally));
    all.put(
        FEW + " connections at a time with random bytes on the HTTP port",
        (to, tally) -> sockets(FEW, http(to), OFTEN, Attacks::random, to, tally));
    all.put(
        FEW + " connections at a time with a frame of 2 GB",
        (to, tally) -> sockets(FEW, to.gateway(), OFTEN, Script.once(hugeFrame()), to, tally));
    all.put(
        FEW + " v2 logins at a time to an account with a password",
        (to, tally) -> sockets(FEW, to.gateway(), OFTEN, Script.once(v2Login(to)), to, tally));
    all.put(
        FEW + " logins at a time on the TCP port with another user's token",
        (to, tally) ->
            sockets(FEW, to.gateway(), OFTEN, Script.once(v3Login(to, to.token())), to, tally));
    all.put(
        FEW + " logins at a time on the TCP port with a token that was revoked",
        (to, tally) ->
            sockets(FEW, to.gateway(), OFTEN, Script.once(replayedLogin(to)), to, tally));
    all.put(
        FEW + " logins at a time with another user's token, and messages behind each",
        (to, tally) ->
            sockets(FEW, to.gateway(), OFTEN, Script.once(forgery(to, to.token())), to, tally));
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
        (to, tally) -> deaf(unreadAnswers(to, RoutePaths.ONLINE), to, tally));
    all.put(
        "400 connections that ask for the API page and read nothing",
        (to, tally) -> deaf(unreadAnswers(to, "/v3/api-docs"), to, tally));
    all.put(
        "400/s logins with wrong passwords",
        (to, tally) -> Requests.send(400, List.of(wrongPassword(to)), "", to, tally));
    all.put(
        "1000/s calls as another user, without a token",
        (to, tally) -> Requests.send(1000, asVictim(to), "", to, tally));
    all.put(
        "1000/s calls as another user, with one's own token",
        (to, tally) -> Requests.send(1000, asVictim(to), to.token(), to, tally));
    all.put(
        "1000/s calls with a token that was revoked",
        (to, tally) -> Requests.send(1000, asStranger(to), to.revoked(), to, tally));
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

  private static List<Request> asVictim(Target target) {
    return calls(target.victim().userId(), target.stranger().userId());
  }

  private static List<Request> asStranger(Target target) {
    return calls(target.stranger().userId(), target.victim().userId());
  }

  private static List<Request> calls(long actor, long receiver) {
    String user = "{\"userId\":" + actor;
    return List.of(
        new Request(
            RoutePaths.PRIVATE, user + ",\"receiveUserId\":" + receiver + ",\"msg\":\"x\"}"),
        new Request(RoutePaths.GROUP, user + ",\"msg\":\"x\"}"),
        new Request(RoutePaths.OFFLINE, user + ",\"msg\":\"x\"}"),
        new Request(RoutePaths.FETCH_OFFLINE, "{\"receiveUserId\":" + actor + "}"),
        new Request(RoutePaths.LOGOUT, user + "}"));
  }

  private static Request wrongPassword(Target target) {
    return new Request(
        RoutePaths.LOGIN,
        "{\"userId\":"
            + target.victim().userId()
            + ",\"userName\":\""
            + target.victim().userName()
            + "\",\"password\":\"wrong-password\"}");
  }

  private static byte[] v2Login(Target target) {
    long id = target.victim().userId();
    return V3Frames.bytes(Frames.login(id, target.victim().userName()), Frames.ping(id));
  }

  private static byte[] v3Login(Target target, String token) {
    return login(target.victim().userId(), target.victim().userName(), token);
  }

  private static byte[] replayedLogin(Target target) {
    return login(target.stranger().userId(), target.stranger().userName(), target.revoked());
  }

  private static byte[] login(long id, String name, String token) {
    return V3Frames.bytes(V3Frames.login(id, name, "stranger", token), Frames.ping(id));
  }

  /** A message from the victim to the victim, so that the victim sees what of it arrives. */
  private static byte[] forgery(Target target, String token) {
    long id = target.victim().userId();
    List<Frame> frames = new ArrayList<>();
    frames.add(V3Frames.login(id, target.victim().userName(), "stranger", token));
    for (int i = 0; i < 20; i++) {
      frames.add(V3Frames.send(i % 4 == 0 ? 0 : id, "forged-" + i, "", "forged"));
    }
    return V3Frames.bytes(frames.toArray(Frame[]::new));
  }

  /** Asks for answers, and sends a body that does not end while nobody reads them. */
  private static Script unreadAnswers(Target target, String path) {
    String token = "\r\nHost: stranger\r\nAuthorization: Bearer " + target.token() + "\r\n";
    byte[] requests =
        (("GET " + path + " HTTP/1.1" + token + "\r\n").repeat(UNREAD_AT_ONCE)
                + ("POST " + RoutePaths.PRIVATE + " HTTP/1.1" + token)
                + "Content-Length: 1000000\r\n\r\n")
            .getBytes(US_ASCII);
    byte[] piece = " ".repeat(2_000).getBytes(US_ASCII);
    return (step, allocator) -> allocator.buffer().writeBytes(step == 0 ? requests : piece);
  }

  private static byte[] slowRequest() {
    return ("POST " + RoutePaths.PRIVATE + " HTTP/1.1\r\nHost: stranger\r\nX-Slow: and so on\r\n")
        .getBytes(US_ASCII);
  }

  private static byte[] hugeFrame() {
    return new byte[] {-1, -1, -1, -1, 7, 1, 2, 3};
  }

  private static ByteBuf random(int step, ByteBufAllocator allocator) {
    byte[] bytes = new byte[256];
    ThreadLocalRandom.current().nextBytes(bytes);
    return allocator.buffer(bytes.length).writeBytes(bytes);
  }
}
