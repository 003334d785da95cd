package io.crossim.service.mvc;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * A call as Spring MVC reads it: JSON for JSON, whatever its headers say, with a body that is kept
 * for the answer to a failure.
 */
final class CallServletRequest extends HttpServletRequestWrapper {

  private static final Map<String, String> FIXED = fixed();

  private final byte[] body;

  /**
   * @param maxBody how many bytes of the body are kept; of a longer one it keeps one more
   */
  CallServletRequest(HttpServletRequest request, int maxBody) throws IOException {
    super(request);
    this.body = request.getInputStream().readNBytes(maxBody + 1);
  }

  private static Map<String, String> fixed() {
    Map<String, String> fixed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    fixed.put(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
    fixed.put(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
    return fixed;
  }

  /** Not to be changed. */
  byte[] body() {
    return body;
  }

  @Override
  public String getContentType() {
    return MediaType.APPLICATION_JSON_VALUE;
  }

  @Override
  public @Nullable String getHeader(String name) {
    String value = FIXED.get(name);
    return value == null ? super.getHeader(name) : value;
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    String value = FIXED.get(name);
    return value == null
        ? super.getHeaders(name)
        : Collections.enumeration(Collections.singleton(value));
  }

  @Override
  public ServletInputStream getInputStream() {
    return new Body(new ByteArrayInputStream(body));
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(
        new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8));
  }

  private static final class Body extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    Body(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return bytes.read(into, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("the body is there in full");
    }
  }
}
