package io.crossim.sdk.sending;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * An HTTP client that never repeats a call by itself, because a text might come twice, and that
 * fails with {@link NotConnectedException} when a call failed before anything of it could leave.
 */
public final class SendingHttp {

  private SendingHttp() {}

  /** Shares the connections of the given client. */
  public static OkHttpClient of(OkHttpClient client) {
    return client
        .newBuilder()
        .retryOnConnectionFailure(false)
        .addInterceptor(SendingHttp::watch)
        .addNetworkInterceptor(SendingHttp::mark)
        .build();
  }

  private static Response watch(Interceptor.Chain chain) throws IOException {
    Connected connected = new Connected(new AtomicBoolean());
    Request request = chain.request().newBuilder().tag(Connected.class, connected).build();
    try {
      return chain.proceed(request);
    } catch (IOException e) {
      throw connected.flag.get() ? e : new NotConnectedException(e);
    }
  }

  /** Runs once there is a connection, before the request is written to it. */
  private static Response mark(Interceptor.Chain chain) throws IOException {
    Connected connected = chain.request().tag(Connected.class);
    if (connected != null) {
      connected.flag.set(true);
    }
    return chain.proceed(chain.request());
  }

  private record Connected(AtomicBoolean flag) {}
}
