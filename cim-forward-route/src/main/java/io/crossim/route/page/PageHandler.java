package io.crossim.route.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Answers {@code /}, {@code /web/DIGEST/...} and {@code /sdk/...}, all from memory. A browser asks
 * for the first one each time, may keep the second for good, and gets the third for pages of any
 * origin.
 */
public final class PageHandler implements HttpRequestHandler {

  private static final String WEB = "/web/";
  private static final String SDK = "/" + PageFiles.SDK;
  private static final Pattern GZIP =
      Pattern.compile("(?i)(^|[,\\s])gzip\\s*(;\\s*q=(1|0\\.[0-9]*[1-9]).*)?($|,)");

  private final PageFiles files;
  private final IndexPage index;
  private final PagePolicy policy;
  private final String tag;
  private final Supplier<Collection<String>> sockets;

  /**
   * Reads the files of the page.
   *
   * @param sockets schemes and hosts that clients connect to besides those of the page
   */
  public static PageHandler read(Supplier<Collection<String>> sockets) {
    PageFiles files = PageFiles.read();
    return new PageHandler(files, new IndexPage(files), sockets);
  }

  PageHandler(PageFiles files, IndexPage index, Supplier<Collection<String>> sockets) {
    this.files = files;
    this.index = index;
    this.sockets = sockets;
    this.policy = new PagePolicy(index.scriptHash());
    this.tag = "\"" + files.digest() + "\"";
  }

  @Override
  public void handleRequest(HttpServletRequest request, HttpServletResponse response)
      throws IOException, HttpRequestMethodNotSupportedException, NoResourceFoundException {
    String method = request.getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      throw new HttpRequestMethodNotSupportedException(method, List.of("GET", "HEAD"));
    }
    String path = request.getRequestURI().substring(request.getContextPath().length());
    if (path.equals("/")) {
      sendIndex(request, response);
    } else if (path.startsWith(SDK)) {
      response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
      response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
      sendTagged(request, response, find(path.substring(1), request));
    } else {
      sendKept(request, response, path.substring(WEB.length()));
    }
  }

  private void sendIndex(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader(
        "Content-Security-Policy",
        policy.header(request.getHeader(HttpHeaders.HOST), sockets.get()));
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    sendTagged(request, response, index.file());
  }

  /** A browser keeps it and asks whether it is still the same. */
  private void sendTagged(HttpServletRequest request, HttpServletResponse response, PageFile file)
      throws IOException {
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    response.setHeader(HttpHeaders.ETAG, tag);
    if (tag.equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    } else {
      send(request, response, file);
    }
  }

  /**
   * The digest in its address says what is in it. Another one is that of a route of another
   * version, while a cluster is upgraded: what is here is the nearest that there is.
   */
  private void sendKept(HttpServletRequest request, HttpServletResponse response, String rest)
      throws IOException, NoResourceFoundException {
    int slash = rest.indexOf('/');
    PageFile file = find(rest.substring(slash + 1), request);
    boolean isOurs = slash > 0 && rest.substring(0, slash).equals(files.digest());
    response.setHeader(
        HttpHeaders.CACHE_CONTROL, isOurs ? "public, max-age=31536000, immutable" : "no-store");
    send(request, response, file);
  }

  private PageFile find(String path, HttpServletRequest request) throws NoResourceFoundException {
    PageFile file = files.all().get(path);
    if (file == null || path.equals("index.html")) {
      throw new NoResourceFoundException(
          HttpMethod.valueOf(request.getMethod()), request.getRequestURI(), path);
    }
    return file;
  }

  private static void send(HttpServletRequest request, HttpServletResponse response, PageFile file)
      throws IOException {
    response.setContentType(file.contentType());
    response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    byte[] bytes = file.plain();
    if (takesGzip(request.getHeaders(HttpHeaders.ACCEPT_ENCODING))) {
      response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
      bytes = file.zipped();
    }
    response.setContentLength(bytes.length);
    if (request.getMethod().equals("GET")) {
      response.getOutputStream().write(bytes);
    }
  }

  private static boolean takesGzip(@Nullable Enumeration<String> accepted) {
    while (accepted != null && accepted.hasMoreElements()) {
      if (GZIP.matcher(accepted.nextElement()).find()) {
        return true;
      }
    }
    return false;
  }
}
