package io.crossim.benchmark.nullserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.crossim.route.api.RoutePaths;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** A route's HTTP connection. It reads the tool's own requests, which have no spaces or escapes. */
@RequiredArgsConstructor
final class NullRoute extends ChannelInboundHandlerAdapter {

  private static final byte[] HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ".getBytes(US_ASCII);
  private static final String SUCCESS =
      "{\"code\":\"9000\",\"message\":\"success\",\"reqNo\":null,\"dataBody\":";

  private final NullUsers users;
  private final NullGroups groups;
  private final int tcpPort;
  private final StringBuilder body = new StringBuilder();
  private String uri = "";

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object read) {
    try {
      if (read instanceof HttpRequest request) {
        uri = request.uri();
        body.setLength(0);
      }
      if (read instanceof HttpContent content) {
        body.append(content.content().toString(UTF_8));
        if (read instanceof LastHttpContent) {
          answer(ctx, SUCCESS + dataBody(uri, body.toString()) + "}");
        }
      }
    } finally {
      ReferenceCountUtil.release(read);
    }
  }

  private String dataBody(String path, String json) {
    switch (path) {
      case RoutePaths.REGISTER -> {
        return account(users.nextId(), text(json, "userName"));
      }
      case RoutePaths.LOGIN -> {
        return "{\"ip\":\"127.0.0.1\",\"cimServerPort\":" + tcpPort + ",\"httpPort\":0}";
      }
      case RoutePaths.PRIVATE ->
          users.push(number(json, "userId"), number(json, "receiveUserId"), message(json));
      case RoutePaths.GROUP -> users.pushToAll(number(json, "userId"), message(json));
      case RoutePaths.GROUP_CREATE -> {
        return groups.create(users.nextId());
      }
      case RoutePaths.GROUP_ADD -> {
        return groups.add(number(json, "groupId"), numbers(json, "users"));
      }
      case RoutePaths.GROUP_SEND -> {
        return groups.send(number(json, "groupId"), number(json, "userId"), message(json));
      }
      default -> {
        if (path.startsWith(RoutePaths.ONLINE)) {
          return online(path);
        }
        if (path.startsWith(RoutePaths.HISTORY)) {
          return NullGroups.history(query(path, "before", 0), (int) query(path, "limit", 0));
        }
      }
    }
    return "null";
  }

  private String online(String path) {
    return users
        .page(query(path, "after", 0), (int) query(path, "limit", Integer.MAX_VALUE))
        .stream()
        .map(user -> account(user.id(), user.name()))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String account(long id, String name) {
    return "{\"userId\":" + id + ",\"userName\":\"" + name + "\"}";
  }

  private static void answer(ChannelHandlerContext ctx, String json) {
    ByteBuf answer = ctx.alloc().ioBuffer(HEAD.length + 16 + json.length());
    answer.writeBytes(HEAD);
    byte[] bytes = json.getBytes(UTF_8);
    answer.writeCharSequence(bytes.length + "\r\n\r\n", US_ASCII);
    answer.writeBytes(bytes);
    ctx.writeAndFlush(answer, ctx.voidPromise());
  }

  private static ByteString message(String json) {
    return ByteString.copyFromUtf8(text(json, "msg"));
  }

  private static long query(String path, String name, long otherwise) {
    int at = path.indexOf(name + "=");
    return at < 0 ? otherwise : digits(path, at + name.length() + 1);
  }

  private static long number(String json, String field) {
    return digits(json, json.indexOf("\"" + field + "\":") + field.length() + 3);
  }

  private static List<Long> numbers(String json, String field) {
    int from = json.indexOf("\"" + field + "\":[") + field.length() + 4;
    String[] parts = json.substring(from, json.indexOf(']', from)).split(",", -1);
    return Arrays.stream(parts).map(Long::valueOf).toList();
  }

  private static long digits(String text, int from) {
    int to = from;
    while (to < text.length() && Character.isDigit(text.charAt(to))) {
      to++;
    }
    return Long.parseLong(text, from, to, 10);
  }

  private static String text(String json, String field) {
    int from = json.indexOf("\"" + field + "\":\"") + field.length() + 4;
    return json.substring(from, json.indexOf('"', from));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, @Nullable Throwable cause) {
    ctx.close();
  }
}
