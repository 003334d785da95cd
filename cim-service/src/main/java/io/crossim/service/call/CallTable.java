package io.crossim.service.call;

import io.crossim.common.result.Envelope;
import io.crossim.service.meter.CodeCounts;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The calls of a service by their paths. Immutable. */
public final class CallTable {

  /** At the end of a path: whatever follows. */
  private static final String REST = "**";

  private final Map<String, Entry> byPath;

  /** Paths with such an end, the longest first. */
  private final List<String> rests;

  CallTable(Map<String, Entry> byPath) {
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
    void addTo(CallTableBuilder calls);
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
   * @param isForPages whether pages of other sites may make it, if they may call at all
   */
  public record Entry(
      Set<String> methods,
      Guard guard,
      @Nullable String contentType,
      int maxBody,
      Call call,
      CodeCounts answers,
      boolean isFast,
      boolean isForPages) {}

  /** The callers that a call admits. */
  public enum Callers {
    ALL,
    /** Services of the cluster, and operators who know its secret. */
    MEMBERS,
    /** Members, and callers on this machine where {@code cim.security.local-scripts} lets them. */
    MEMBERS_AND_LOCAL
  }
}
