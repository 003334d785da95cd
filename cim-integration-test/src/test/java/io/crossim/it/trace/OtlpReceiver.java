package io.crossim.it.trace;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes traces by OTLP over HTTP, from callers that show a key, and keeps their spans. */
final class OtlpReceiver implements AutoCloseable {

  static final String KEY = "key of the test";

  private final HttpServer http;
  private final List<ExportedSpan> spans = new CopyOnWriteArrayList<>();

  OtlpReceiver() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/v1/traces", this::take);
    http.start();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/v1/traces";
  }

  /** What has come in, in any order. */
  List<ExportedSpan> spans() {
    return List.copyOf(spans);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!KEY.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      ExportTraceServiceRequest request =
          ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
      request.getResourceSpansList().forEach(this::take);
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void take(ResourceSpans all) {
    Map<String, String> resource = strings(all.getResource().getAttributesList());
    all.getScopeSpansList().stream()
        .flatMap(scope -> scope.getSpansList().stream())
        .map(span -> exported(span, resource))
        .forEach(spans::add);
  }

  private static ExportedSpan exported(Span span, Map<String, String> resource) {
    return new ExportedSpan(
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getName(),
        resource.getOrDefault("service.name", ""),
        resource.getOrDefault("service.instance.id", ""),
        strings(span.getAttributesList()),
        span.toString());
  }

  private static Map<String, String> strings(List<KeyValue> values) {
    Map<String, String> strings = new TreeMap<>();
    values.forEach(value -> strings.put(value.getKey(), string(value.getValue())));
    return strings;
  }

  private static String string(AnyValue value) {
    return value.hasStringValue() ? value.getStringValue() : value.toString().strip();
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
