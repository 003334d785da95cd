package io.crossim.service.web;

import com.google.protobuf.Internal;
import com.google.protobuf.MessageLite;
import io.crossim.common.result.CimException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Every body on its way to a controller: refused when it is larger than its bound, whether the
 * client says its length or sends chunks, and remembered while its request lasts, so that a failure
 * can echo its {@code reqNo} even if the body could not be understood.
 */
@ControllerAdvice
final class RequestBodies extends RequestBodyAdviceAdapter {

  static final String BODY = RequestBodies.class.getName() + ".body";

  private static final MediaType PROTOBUF = new MediaType("application", "x-protobuf");

  private final HttpProperties properties;

  RequestBodies(HttpProperties properties) {
    this.properties = properties;
  }

  @Override
  public boolean supports(
      MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public HttpInputMessage beforeBodyRead(
      HttpInputMessage input,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter)
      throws IOException {
    HttpHeaders headers = input.getHeaders();
    boolean batch = PROTOBUF.isCompatibleWith(headers.getContentType());
    DataSize bound = batch ? properties.maxBatchBody() : properties.maxBody();
    if (headers.getContentLength() > bound.toBytes()) {
      throw tooLarge(headers.getContentLength() + " bytes", bound);
    }
    byte[] body = input.getBody().readNBytes(Math.toIntExact(bound.toBytes()) + 1);
    if (body.length > bound.toBytes()) {
      throw tooLarge("more than " + bound.toBytes() + " bytes", bound);
    }
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    if (!batch && request != null) {
      request.setAttribute(BODY, body, RequestAttributes.SCOPE_REQUEST);
    }
    return new ReadBody(headers, body);
  }

  /** A protobuf message in which nothing is set has no bytes: an empty body is that message. */
  @Override
  public @Nullable Object handleEmptyBody(
      @Nullable Object body,
      HttpInputMessage input,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter) {
    return type instanceof Class<?> message && MessageLite.class.isAssignableFrom(message)
        ? Internal.getDefaultInstance(message.asSubclass(MessageLite.class))
        : body;
  }

  private static CimException tooLarge(String found, DataSize bound) {
    return CimException.invalid("body", found, "at most " + bound.toBytes() + " bytes");
  }

  /** A body that has been read, handed on to the converter. */
  private static final class ReadBody implements HttpInputMessage {

    private final HttpHeaders headers;
    private final byte[] body;

    ReadBody(HttpHeaders headers, byte[] body) {
      this.headers = headers;
      this.body = body;
    }

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(body);
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }
  }
}
