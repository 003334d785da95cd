package io.crossim.service.front;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.crossim.common.result.Envelope;
import io.crossim.service.credential.ClusterCredential;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** The calls of a service by their paths. Immutable. */
public final class CallTable {

  private final Map<String, Entry> byPath;

  private CallTable(Map<String, Entry> byPath) {
    this.byPath = byPath;
  }

  @Nullable Entry find(String uri) {
    return byPath.get(pathOf(uri));
  }

  /** The same without all other paths. */
  public CallTable only(String path) {
    Entry entry = byPath.get(path);
    return new CallTable(entry == null ? Map.of() : Map.of(path, entry));
  }

  /** What can be shown of the calls with JSON, in the order in which they were added. */
  public List<Description> descriptions() {
    return byPath.values().stream().map(Entry::description).flatMap(List::stream).toList();
  }

  static String pathOf(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  /** Whoever has calls to offer. */
  @FunctionalInterface
  public interface Source {
    void addTo(Builder calls);
  }

  /** Answers a call with a JSON body. Runs on an event loop and must not block. */
  @FunctionalInterface
  public interface JsonHandler<T> {
    CompletionStage<? extends Envelope<?>> handle(T body, CallRequest request);
  }

  /**
   * A call as its users see it.
   *
   * @param body null where it takes none
   */
  public record Description(String method, String path, String summary, @Nullable Class<?> body) {}

  /**
   * What the front needs to know of a call before it reads a body.
   *
   * @param contentType what it takes; null for no body
   * @param maxBody in bytes
   */
  record Entry(
      HttpMethod method,
      Guard guard,
      @Nullable String contentType,
      int maxBody,
      Call call,
      List<Description> description) {}

  /** Collects calls. */
  @RequiredArgsConstructor
  public static final class Builder {

    private final JsonCalls json;
    private final ClusterCredential credential;
    private final int maxJson;
    private final int maxProtobuf;
    private final Map<String, Entry> byPath = new LinkedHashMap<>();

    /** A call without a body. */
    public Builder get(
        String path,
        String summary,
        Function<CallRequest, CompletionStage<? extends Envelope<?>>> handler) {
      return add(
          path,
          new Entry(
              HttpMethod.GET,
              Guard.NONE,
              null,
              maxJson,
              json.withoutBody(handler),
              List.of(new Description("GET", path, summary, null))));
    }

    /** A call with a JSON body. */
    public <T> Builder post(String path, String summary, Class<T> body, JsonHandler<T> handler) {
      return post(path, summary, body, handler, Guard.NONE);
    }

    /** The same for who shows the credential of the cluster. */
    public <T> Builder postByMembers(
        String path, String summary, Class<T> body, JsonHandler<T> handler) {
      return post(path, summary, body, handler, Guard.members(credential));
    }

    /** The same for services of the cluster, and for callers on this machine. */
    public <T> Builder postByMembersOrLocally(
        String path, String summary, Class<T> body, JsonHandler<T> handler) {
      return post(path, summary, body, handler, Guard.membersAndLocal(credential));
    }

    private <T> Builder post(
        String path, String summary, Class<T> body, JsonHandler<T> handler, Guard guard) {
      return add(
          path,
          new Entry(
              HttpMethod.POST,
              guard,
              CallAnswer.JSON,
              maxJson,
              json.withBody(body, handler),
              List.of(new Description("POST", path, summary, body))));
    }

    /** A call between services, protobuf both ways. */
    public <T extends MessageLite> Builder internal(
        String path,
        Parser<T> parser,
        Function<T, ? extends CompletionStage<? extends MessageLite>> handler) {
      return add(
          path,
          new Entry(
              HttpMethod.POST,
              Guard.members(credential),
              CallAnswer.PROTOBUF,
              maxProtobuf,
              new ProtobufCall<>(parser, handler, json.failures()),
              List.of()));
    }

    /** All of them; a path that was added twice is an error of the program. */
    public CallTable build() {
      return new CallTable(new LinkedHashMap<>(byPath));
    }

    Collection<String> paths() {
      return byPath.keySet();
    }

    private Builder add(String path, Entry entry) {
      if (byPath.putIfAbsent(path, entry) != null) {
        throw new IllegalStateException(path + " stands for two calls");
      }
      return this;
    }
  }
}
