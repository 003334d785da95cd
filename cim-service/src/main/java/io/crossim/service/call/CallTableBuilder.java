package io.crossim.service.call;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.meter.CodeCounts;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Collects the calls of a {@link CallTable}. */
@RequiredArgsConstructor
public final class CallTableBuilder {

  private final JsonCalls json;
  private final ClusterCredential credential;
  private final MeterRegistry meters;
  private final int maxJson;
  private final int maxProtobuf;
  private boolean admitsLocalScripts = true;
  private final Map<String, CallTable.Entry> byPath = new LinkedHashMap<>();

  /** Whether callers on this machine need no credential for calls that are added from now on. */
  public CallTableBuilder admitLocalScripts(boolean admitted) {
    admitsLocalScripts = admitted;
    return this;
  }

  /**
   * A call that answers JSON.
   *
   * @param body what it takes, as JSON; null where it takes none
   * @param isFast whether the front answers it itself
   */
  public <T> CallTableBuilder json(
      String method,
      String path,
      @Nullable Class<T> body,
      CallTable.Callers callers,
      boolean isFast,
      CallTable.JsonHandler<T> handler) {
    return add(
        path,
        new CallTable.Entry(
            Set.of(method),
            guard(callers),
            body == null ? null : CallAnswer.JSON,
            maxJson,
            json.call(body, handler),
            counts(path),
            isFast,
            /* isForPages= */ callers == CallTable.Callers.ALL));
  }

  private Guard guard(CallTable.Callers callers) {
    return switch (callers) {
      case ALL -> Guard.NONE;
      case MEMBERS -> Guard.members(credential);
      case MEMBERS_AND_LOCAL ->
          admitsLocalScripts ? Guard.membersAndLocal(credential) : Guard.members(credential);
    };
  }

  /** A call between services, protobuf both ways. */
  public <T extends MessageLite> CallTableBuilder internal(
      String path,
      Parser<T> parser,
      Function<T, ? extends CompletionStage<? extends MessageLite>> handler) {
    return add(
        path,
        new CallTable.Entry(
            Set.of("POST"),
            Guard.members(credential),
            CallAnswer.PROTOBUF,
            maxProtobuf,
            new ProtobufCall<>(parser, handler, json.failures()),
            counts(path),
            /* isFast= */ true,
            /* isForPages= */ false));
  }

  /** A GET for whoever watches the service; its answer is whatever it likes. */
  public CallTableBuilder forWatchers(String path, Call call) {
    return plain(path, Set.of("GET"), Guard.NONE, call);
  }

  /**
   * A call of those who run the service: services of the cluster, and callers on this machine.
   *
   * @param path one that ends with a slash and two asterisks takes whatever follows there
   * @param methods that it takes; it looks itself which one it is
   */
  public CallTableBuilder forOperators(String path, Set<String> methods, Call call) {
    return plain(path, new TreeSet<>(methods), Guard.operators(credential), call);
  }

  private CallTableBuilder plain(String path, Set<String> methods, Guard guard, Call call) {
    return add(
        path,
        new CallTable.Entry(
            methods,
            guard,
            /* contentType= */ null,
            maxJson,
            json.failures().guard(call),
            counts(path),
            /* isFast= */ true,
            /* isForPages= */ false));
  }

  /** All of them; a path that was added twice is an error of the program. */
  public CallTable build() {
    return new CallTable(new LinkedHashMap<>(byPath));
  }

  private CodeCounts counts(String path) {
    return new CodeCounts(
        meters, "cim.calls", "Answers to HTTP calls, by the code in their envelope", "path", path);
  }

  Collection<String> paths() {
    return byPath.keySet();
  }

  private CallTableBuilder add(String path, CallTable.Entry entry) {
    if (byPath.putIfAbsent(path, entry) != null) {
      throw new IllegalStateException(path + " stands for two calls");
    }
    return this;
  }
}
