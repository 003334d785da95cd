package io.crossim.service.call;

import io.crossim.common.result.CimException;
import io.crossim.service.limits.ClientAddress;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Judges a request before anything of its body is kept, and says what is wrong with it. */
@RequiredArgsConstructor
public final class HeadCheck {

  private final Failures failures;
  private final KnownHosts hosts;

  /** Judges requests that may name any host. */
  public HeadCheck(Failures failures) {
    this(failures, KnownHosts.ANY);
  }

  /** What a request is refused with; null when its body may come. */
  public @Nullable CallAnswer refusal(
      HttpRequest head, CallTable.Entry call, ClientAddress remote) {
    String host = head.headers().get(HttpHeaderNames.HOST);
    if (!hosts.contains(host)) {
      return failures.refusal(421, sentence("Host", String.valueOf(host), hosts.expected()), null);
    }
    if (!call.guard().admits(head.headers(), remote)) {
      return failures.strangerRefused();
    }
    if (!call.methods().contains(head.method().name())) {
      String methods = String.join(", ", call.methods());
      return failures.refusal(405, sentence("method", head.method().name(), methods), methods);
    }
    String type = head.headers().get(HttpHeaderNames.CONTENT_TYPE);
    if (call.contentType() != null
        && type != null
        && !ContentTypes.fits(type, call.contentType())) {
      return failures.refusal(415, sentence("Content-Type", type, call.contentType()), null);
    }
    // A browser asks nobody before it lets a page of another site send a body without a type.
    if (call.contentType() != null && type == null && BrowserPage.isForeign(head.headers())) {
      return failures.refusal(415, sentence("Content-Type", "none", call.contentType()), null);
    }
    String coding = head.headers().get(HttpHeaderNames.CONTENT_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      return failures.refusal(415, sentence("Content-Encoding", coding, "none"), null);
    }
    long length = HttpUtil.getContentLength(head, 0L);
    return length > call.maxBody() ? tooLarge(length + " bytes", call.maxBody()) : null;
  }

  /** What a body is refused with that is larger than its call takes. */
  public CallAnswer tooLarge(String size, int bound) {
    return failures.refusal(400, sentence("body", size, "at most " + bound + " bytes"), null);
  }

  /** All clients together are sending more than may be held of them. */
  public CallAnswer busy() {
    return failures.busy();
  }

  /** Refuses a large answer, because clients leave too many of those unread. */
  public CallAnswer answersWait() {
    return failures.answersWait();
  }

  /** Refuses bytes that are no request. */
  public CallAnswer unreadable() {
    return failures.refusal(400, "request: Bad Request (expected: a call of this service)", null);
  }

  /** Refuses a request whose head is none of HTTP, or of a part of HTTP that is not there. */
  public CallAnswer malformed(String what, String found, String expected) {
    return failures.refusal(400, sentence(what, found, expected), null);
  }

  /** Refuses a request for a path that no call has. */
  public CallAnswer unknown(HttpRequest head) {
    String path = CallTable.pathOf(head.uri());
    return failures.refusal(404, sentence("path", path, "a call of this service"), null);
  }

  /** Refuses a request that did not arrive in time. */
  public CallAnswer late() {
    return failures.refusal(408, "request: incomplete (expected: the whole request in time)", null);
  }

  private static String sentence(String what, String found, String expected) {
    return String.valueOf(CimException.invalid(what, found, expected).getMessage());
  }
}
