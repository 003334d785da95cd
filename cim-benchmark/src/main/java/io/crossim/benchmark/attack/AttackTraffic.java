package io.crossim.benchmark.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.crossim.benchmark.attack.Requests.Request;
import io.crossim.benchmark.transport.WebSocketFraming;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.route.api.RoutePaths;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The requests and frames that the attacks send. */
final class AttackTraffic {

  private static final int UNREAD_AT_ONCE = 20;

  private AttackTraffic() {}

  /** Calls as the user who is attacked. */
  static List<Request> asVictim(Target target) {
    return calls(target.victim().userId(), target.stranger().userId());
  }

  /** Calls as the attacker. */
  static List<Request> asStranger(Target target) {
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

  /** A login with a wrong password. */
  static Request wrongPassword(Target target) {
    return new Request(
        RoutePaths.LOGIN,
        "{\"userId\":"
            + target.victim().userId()
            + ",\"userName\":\""
            + target.victim().userName()
            + "\",\"password\":\"wrong-password\"}");
  }

  /** A login of a v2 client as the user who is attacked. */
  static byte[] v2Login(Target target) {
    long id = target.victim().userId();
    return V3Frames.bytes(Frames.login(id, target.victim().userName()), Frames.ping(id));
  }

  /** A login of a v3 client as that user, with this token. */
  static byte[] v3Login(Target target, String token) {
    return login(target.victim().userId(), target.victim().userName(), token);
  }

  /** A login of the attacker with a token that was revoked. */
  static byte[] replayedLogin(Target target) {
    return login(target.stranger().userId(), target.stranger().userName(), target.revoked());
  }

  private static byte[] login(long id, String name, String token) {
    return V3Frames.bytes(V3Frames.login(id, name, "stranger", token), Frames.ping(id));
  }

  /** A message from the victim to the victim, so that the victim sees what of it arrives. */
  static byte[] forgery(Target target, String token) {
    long id = target.victim().userId();
    List<Frame> frames = new ArrayList<>();
    frames.add(V3Frames.login(id, target.victim().userName(), "stranger", token));
    for (int i = 0; i < 20; i++) {
      frames.add(V3Frames.send(i % 4 == 0 ? 0 : id, "forged-" + i, "", "forged"));
    }
    return V3Frames.bytes(frames.toArray(Frame[]::new));
  }

  /** Asks for answers, and sends a body that does not end while nobody reads them. */
  static Script unreadAnswers(Target target, String path) {
    String token = "\r\nHost: stranger\r\nAuthorization: Bearer " + target.token() + "\r\n";
    byte[] requests =
        (("GET " + path + " HTTP/1.1" + token + "\r\n").repeat(UNREAD_AT_ONCE)
                + ("POST " + RoutePaths.PRIVATE + " HTTP/1.1" + token)
                + "Content-Length: 1000000\r\n\r\n")
            .getBytes(US_ASCII);
    byte[] piece = " ".repeat(2_000).getBytes(US_ASCII);
    return (step, allocator) -> allocator.buffer().writeBytes(step == 0 ? requests : piece);
  }

  /** The head of an HTTP request, without its end. */
  static byte[] slowRequest() {
    return ("POST " + RoutePaths.PRIVATE + " HTTP/1.1\r\nHost: stranger\r\nX-Slow: and so on\r\n")
        .getBytes(US_ASCII);
  }

  /** The request for an upgrade, without its end. */
  static byte[] slowUpgrade(Target target) {
    byte[] whole = upgrade(target);
    return Arrays.copyOf(whole, whole.length - 2);
  }

  /** An upgrade, and the header of a message of 2 GB behind it. */
  static byte[] hugeWebSocketFrame(Target target) {
    byte[] whole = upgrade(target);
    byte[] header = {(byte) 0x82, -1, 0, 0, 0, 0, (byte) 0x80, 0, 0, 0, 1, 2, 3, 4};
    byte[] both = Arrays.copyOf(whole, whole.length + header.length);
    System.arraycopy(header, 0, both, whole.length, header.length);
    return both;
  }

  private static byte[] upgrade(Target target) {
    InetSocketAddress at = target.gateway();
    return WebSocketFraming.request(at.getHostString(), at.getPort());
  }

  /** The length of a frame of 2 GB, and its first bytes. */
  static byte[] hugeFrame() {
    return new byte[] {-1, -1, -1, -1, 7, 1, 2, 3};
  }

  /** Bytes at random. */
  static ByteBuf random(int step, ByteBufAllocator allocator) {
    byte[] bytes = new byte[256];
    ThreadLocalRandom.current().nextBytes(bytes);
    return allocator.buffer(bytes.length).writeBytes(bytes);
  }
}
