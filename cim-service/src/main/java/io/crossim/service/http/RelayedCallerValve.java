package io.crossim.service.http;

import io.crossim.service.call.Forwarding;
import io.crossim.service.call.HostHeader;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Gives a request of the front the address, the scheme and the host of the client, and refuses one
 * that does not come from the front.
 */
final class RelayedCallerValve extends ValveBase {

  private static final String HEADER = ServletContainer.HEADER.toString();

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final String key;

  RelayedCallerValve(String key) {
    super(/* asyncSupported= */ true);
    this.key = key;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    String[] words = words(request.getHeader(HEADER));
    if (response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST // it could not be read
        || request.getAttribute(RelayedCaller.IS_LOCAL) != null) { // it comes again, to be answered
      getNext().invoke(request, response);
      return;
    }
    if (words == null) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    request.getCoyoteRequest().getMimeHeaders().removeHeader(HEADER);
    request.setAttribute(RelayedCaller.IS_LOCAL, words[1].equals("local"));
    request.setRemoteAddr(words[2]);
    request.setRemoteHost(words[2]);
    boolean isEncrypted = "https".equals(request.getHeader(Forwarding.FORWARDED_PROTO.toString()));
    request.setSecure(isEncrypted);
    setHost(request.getCoyoteRequest(), words[3], isEncrypted ? HTTPS_PORT : HTTP_PORT);
    request.getCoyoteRequest().scheme().setString(isEncrypted ? "https" : "http");
    getNext().invoke(request, response);
  }

  /** As if the container had read it from the request. */
  private static void setHost(org.apache.coyote.Request request, String host, int otherwise) {
    request.getMimeHeaders().setValue("Host").setString(host);
    request.serverName().setString(HostHeader.name(host));
    int port = HostHeader.port(host);
    request.setServerPort(port < 0 ? otherwise : port);
  }

  private String @Nullable [] words(@Nullable String header) {
    String[] words = header == null ? new String[0] : header.split(" ", -1);
    return words.length == 4
            && MessageDigest.isEqual(
                words[0].getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8))
        ? words
        : null;
  }
}
