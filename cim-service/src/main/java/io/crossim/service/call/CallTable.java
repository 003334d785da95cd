package io.crossim.service.call;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.crossim.common.result.Envelope;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.meter.CodeCounts;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** The calls of a service by their paths. Immutable. */
public final class CallTable {

  /** At the end of a path: whatever follows. */
  private static final String REST = "**";

  private final Map<String, Entry> byPath;

  /** Paths with such an end, the longest first. */
  private final List<String> rests;

  private CallTable(Map<String, Entry> byPath) {
    this.byPath = byPath;
    this.rests =
        byPath.keySet().stream()
            .filter(path -> path.endsWith("/" + REST))
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /**
   * The call of a path.
   *
   * @param uri may have a query
   */
  public @Nullable Entry find(String uri) {
    String path = pathOf(uri);
    Entry entry = byPath.get(path);
    return entry != null || rests.isEmpty() ? entry : findRest(path);
  }

  private @Nullable Entry findRest(String path) {
    for (String rest : rests) {
      if (path.regionMatches(0, rest, 0, rest.length() - REST.length())) {
        return byPath.get(rest);
      }
    }
    return null;
  }

  /** A table of those of the given calls that are in this one. */
  public CallTable only(Collection<String> paths) {
    Map<String, Entry> some = new LinkedHashMap<>(byPath);
    some.keySet().retainAll(paths);
    return new CallTable(some);
  }

  static String pathOf(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  /** A part of a service that offers calls. */
  @FunctionalInterface
  public interface Source {
    void addTo(Builder calls);
  }

  /**
   * Answers a call. Runs on an event loop and must not block. The body is null where the call takes
   * none.
   */
  @FunctionalInterface
  public interface JsonHandler<T> {
    CompletionStage<? extends Envelope<?>> handle(@Nullable T body, CallRequest request);
  }

  /**
   * What is known of a call before its body is read.
   *
   * @param contentType what it takes; null where the call looks itself
   * @param maxBody in bytes
   * @param call answers it on an event loop
   * @param answers counts its answers
   * @param isFast whether the front answers it; else a controller of Spring MVC does
   */
  public record Entry(
      Set<String> methods,
      Guard guard,
      @Nullable String contentType,
      int maxBody,
      Call call,
      CodeCounts answers,
      boolean isFast) {}

  /** The callers that a call admits. */
  public enum Callers {
    ALL,
    /** Services of the cluster, and operators who know its secret. */
    MEMBERS,
    /** Members, and callers on this machine where {@code cim.security.local-scripts} lets them. */
    MEMBERS_AND_LOCAL
  }

  /** Collects calls. */
  @RequiredArgsConstructor
  public static final class Builder {

    private final JsonCalls json;
    private final ClusterCredential credential;
    private final MeterRegistry meters;
    private final int maxJson;
    private final int maxProtobuf;
    private boolean admitsLocalScripts = true;
    private final Map<String, Entry> byPath = new LinkedHashMap<>();

    /** Whether callers on this machine need no credential for calls that are added from now on. */
    public Builder admitLocalScripts(boolean admitted) {
      admitsLocalScripts = admitted;
      return this;
    }

    /**
     * A call that answers JSON.
     *
     * @param body what it takes, as JSON; null where it takes none
     * @param isFast whether the front answers it itself
     */
    public <T> Builder json(
        String method,
        String path,
        @Nullable Class<T> body,
        Callers callers,
        boolean isFast,
        JsonHandler<T> handler) {
      return add(
          path,
          new Entry(
              Set.of(method),
              guard(callers),
              body == null ? null : CallAnswer.JSON,
              maxJson,
              json.call(body, handler),
              counts(path),
              isFast));
    }

    private Guard guard(Callers callers) {
      return switch (callers) {
        case ALL -> Guard.NONE;
        case MEMBERS -> Guard.members(credential);
        case MEMBERS_AND_LOCAL ->
            admitsLocalScripts ? Guard.membersAndLocal(credential) : Guard.members(credential);
      };
    }

    /** A call between services, protobuf both ways. */
    public <T extends MessageLite> Builder internal(
        String path,
        Parser<T> parser,
        Function<T, ? extends CompletionStage<? extends MessageLite>> handler) {
      return add(
          path,
          new Entry(
              Set.of("POST"),
              Guard.members(credential),
              CallAnswer.PROTOBUF,
              maxProtobuf,
              new ProtobufCall<>(parser, handler, json.failures()),
              counts(path),
              /* isFast= */ true));
    }

    /** A GET for whoever watches the service; its answer is whatever it likes. */
    public Builder forWatchers(String path, Call call) {
      return plain(path, Set.of("GET"), Guard.NONE, call);
    }

    /**
     * A call of those who run the service: services of the cluster, and callers on this machine.
     *
     * @param path one that ends with a slash and two asterisks takes whatever follows there
     * @param methods that it takes; it looks itself which one it is
     */
    public Builder forOperators(String path, Set<String> methods, Call call) {
      return plain(path, new TreeSet<>(methods), Guard.operators(credential), call);
    }

    private Builder plain(String path, Set<String> methods, Guard guard, Call call) {
      return add(
          path,
          new Entry(
              methods,
              guard,
              /* contentType= */ null,
              maxJson,
              json.failures().guard(call),
              counts(path),
              /* isFast= */ true));
    }

    /** All of them; a path that was added twice is an error of the program. */
    public CallTable build() {
      return new CallTable(new LinkedHashMap<>(byPath));
    }

    private CodeCounts counts(String path) {
      return new CodeCounts(
          meters,
          "cim.calls",
          "Answers to HTTP calls, by the code in their envelope",
          "path",
          path);
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
