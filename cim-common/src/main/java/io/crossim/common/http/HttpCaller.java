package io.crossim.common.http;

import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.common.tls.TlsFailures;
import java.io.IOException;
import java.lang.reflect.Type;
import java.net.ConnectException;
import java.util.Map;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls one service. Threads may share it; every call blocks until the answer is there or the
 * client's time-out is over.
 *
 * <p>Errors: {@link UnavailableException} when the service cannot be reached or does not answer in
 * time, {@link CimException} with the service's own code and message when it answers that the call
 * failed.
 */
public final class HttpCaller {

  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  private final HttpUrl base;
  private final OkHttpClient client;
  private final Supplier<Map<String, String>> headers;

  /**
   * @param base where the service answers; a path in it stands before every call's
   */
  public HttpCaller(HttpUrl base, OkHttpClient client) {
    this(base, client, Map::of);
  }

  /**
   * @param headers that every call carries, asked for each time
   */
  public HttpCaller(HttpUrl base, OkHttpClient client, Supplier<Map<String, String>> headers) {
    this.headers = headers;
    this.base =
        base.encodedPath().endsWith("/") ? base : base.newBuilder().addPathSegment("").build();
    this.client = client;
  }

  /** GET, with a path that may carry a query. */
  public <T> Envelope<T> get(String path, Type dataBody) {
    return envelope(request(path).build(), dataBody);
  }

  public <T> Envelope<T> post(String path, Object body, Type dataBody) {
    RequestBody json = RequestBody.create(MAPPER.writeValueAsBytes(body), JSON);
    return envelope(request(path).post(json).build(), dataBody);
  }

  private Request.Builder request(String path) {
    Request.Builder request = new Request.Builder().url(url(path));
    headers.get().forEach(request::header);
    return request;
  }

  private HttpUrl url(String path) {
    HttpUrl url = path.startsWith("/") ? base.resolve(path.substring(1)) : null;
    if (url == null) {
      throw new IllegalArgumentException("path: " + path + " (expected: one that begins with /)");
    }
    return url;
  }

  private <T> Envelope<T> envelope(Request request, Type dataBody) {
    Answer answer = execute(request);
    if (answer.status != 200) {
      throw failure(answer);
    }
    JavaType type =
        MAPPER
            .getTypeFactory()
            .constructParametricType(
                Envelope.class, MAPPER.getTypeFactory().constructType(dataBody));
    Envelope<T> envelope = read(answer, type);
    if (envelope == null || envelope.code() == null) {
      throw new CimException(
          ResultCode.FAILURE, request.url() + " did not answer like a CIM service");
    }
    if (!ResultCode.SUCCESS.code().equals(envelope.code())) {
      throw new CimException(ResultCode.of(envelope.code()), String.valueOf(envelope.message()));
    }
    return envelope;
  }

  private static CimException failure(Answer answer) {
    return FailedAnswer.of(answer.url.toString(), answer.status, answer.body);
  }

  private static <T> @Nullable Envelope<T> read(Answer answer, JavaType type) {
    try {
      return MAPPER.readValue(answer.body, type);
    } catch (JacksonException e) {
      return null;
    }
  }

  private Answer execute(Request request) {
    try (Response response = client.newCall(request).execute()) {
      return new Answer(request.url(), response.code(), response.body().bytes());
    } catch (IOException e) {
      throw new UnavailableException(
          base.host() + ":" + base.port() + " cannot be reached (" + words(e) + ")", e);
    }
  }

  /** Without the address, which the client puts before the reason of the system. */
  private static String words(IOException failure) {
    return failure instanceof ConnectException
            && failure.getCause() instanceof ConnectException system
            && system.getMessage() != null
        ? system.getMessage()
        : TlsFailures.words(failure);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
  private record Answer(HttpUrl url, int status, byte[] body) {}
}
