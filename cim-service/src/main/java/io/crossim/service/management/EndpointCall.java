package io.crossim.service.management;

import io.crossim.common.result.CimException;
import io.crossim.common.setting.SettingWords;
import io.crossim.service.call.Call;
import io.crossim.service.call.CallAnswer;
import io.crossim.service.call.CallRequest;
import io.crossim.service.call.Failures;
import io.crossim.service.call.Guard;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.invoke.ParameterMappingException;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import tools.jackson.databind.json.JsonMapper;

/** Answers the requests for an endpoint with its operations. */
@RequiredArgsConstructor
final class EndpointCall implements Call {

  /** The endpoint whose groups are probes, and whose operations take no parameters. */
  private static final String HEALTH = "health";

  /** What Spring Boot says of a path below a part of the health that is not there. */
  private static final String NO_SUCH_PART = "'contributor' must not be null";

  /** Health groups that decide over a process; nothing that is slow elsewhere holds them up. */
  private static final Set<String> PROBES = Set.of("liveness", "readiness");

  private final String endpoint;
  private final boolean isShared;
  private final List<EndpointOperation> operations;
  private final Tools tools;

  /** The parts that the calls of all endpoints have in common. */
  record Tools(
      JsonMapper json,
      EndpointAnswers answers,
      Guard operators,
      Failures failures,
      EndpointThreads threads,
      SharedAnswers shared) {}

  /** Is equal for requests that may share an answer. */
  private record Question(
      EndpointOperation operation, Object asked, @Nullable Object accepted, boolean isOperator) {}

  @Override
  public CompletableFuture<CallAnswer> answer(CallRequest request) {
    List<EndpointMatch> matches = matches(request.path());
    if (matches.isEmpty()) {
      return CompletableFuture.completedFuture(unknown(request));
    }
    Optional<EndpointMatch> match =
        matches.stream()
            .filter(each -> each.operation().method().equals(request.method()))
            .filter(each -> each.operation().consumes(contentType(request)))
            .findFirst();
    return match.map(found -> answer(request, found)).orElseGet(() -> refused(request, matches));
  }

  private List<EndpointMatch> matches(String requested) {
    PathContainer path = EndpointOperation.parse(requested);
    return operations.stream()
        .flatMap(
            operation ->
                operation.match(path).stream()
                    .map(variables -> new EndpointMatch(operation, variables)))
        .toList();
  }

  private static @Nullable String contentType(CallRequest request) {
    return request.body().length == 0 ? null : request.header("Content-Type");
  }

  private CompletableFuture<CallAnswer> refused(CallRequest request, List<EndpointMatch> matches) {
    Set<String> methods =
        matches.stream()
            .map(each -> each.operation().method())
            .collect(Collectors.toCollection(TreeSet::new));
    String allowed = String.join(", ", methods);
    return methods.contains(request.method())
        ? refused(
            415, "Content-Type: " + contentType(request) + " (expected: application/json)", null)
        : refused(405, "method: " + request.method() + " (expected: " + allowed + ")", allowed);
  }

  private CompletableFuture<CallAnswer> refused(
      int status, String sentence, @Nullable String allowed) {
    return CompletableFuture.completedFuture(tools.failures().refusal(status, sentence, allowed));
  }

  private CompletableFuture<CallAnswer> answer(CallRequest request, EndpointMatch match) {
    String accept = request.header("Accept");
    Optional<MediaType> produced = match.operation().produced(accept);
    if (produced.isEmpty()) {
      return refused(
          406, "Accept: " + accept + " (expected: " + match.operation().offered() + ")", null);
    }
    EndpointCaller caller = new EndpointCaller(request.passes(tools.operators()));
    String thread = thread(match);
    Supplier<CompletableFuture<CallAnswer>> made =
        () ->
            tools
                .threads()
                .answer(thread, () -> invoke(request, match, caller, produced.get(), thread))
                .exceptionally(this::busy);
    return isShared
        ? tools.shared().get(question(request, match, produced.get(), caller), made)
        : made.get();
  }

  /** Health is asked once at a time, however many spellings of its path, query and headers come. */
  private Question question(
      CallRequest request, EndpointMatch match, MediaType produced, EndpointCaller caller) {
    return endpoint.equals(HEALTH)
        ? new Question(match.operation(), match.values(), produced, caller.isOperator())
        : new Question(
            match.operation(), request.uri(), request.headers("Accept"), caller.isOperator());
  }

  /**
   * The name of the thread that answers: a probe and an additional path of health have their own,
   * and so have the operations of an endpoint that change something.
   */
  private String thread(EndpointMatch match) {
    List<String> values = match.values();
    if (endpoint.equals(HEALTH)
        && !values.isEmpty()
        && (PROBES.contains(values.get(0)) || !match.operation().hasVariables())) {
      return endpoint + "-" + values.get(0);
    }
    return match.operation().method().equals("GET") ? endpoint : endpoint + "-change";
  }

  private CallAnswer busy(Throwable failure) {
    if (failure instanceof RejectedExecutionException) {
      return tools
          .failures()
          .refusal(503, "too many calls wait for this endpoint; retry later", null);
    }
    throw new CompletionException(failure);
  }

  private CallAnswer invoke(
      CallRequest request,
      EndpointMatch match,
      EndpointCaller caller,
      MediaType produced,
      String thread) {
    try {
      InvocationContext context =
          new EndpointArguments(request, tools.json(), !endpoint.equals(HEALTH))
              .context(match.variables(), caller);
      Object result = match.operation().operation().invoke(context);
      return tools.answers().of(result, request.method(), produced, tools.threads().of(thread));
    } catch (ParameterMappingException e) {
      throw CimException.invalid(
          e.getParameter().getName(),
          e.getValue(),
          SettingWords.expected(e.getParameter().getType()));
    } catch (InvalidEndpointRequestException e) {
      return tools.failures().refusal(400, String.valueOf(e.getReason()), null);
    } catch (IllegalStateException e) {
      if (endpoint.equals(HEALTH) && NO_SUCH_PART.equals(e.getMessage())) {
        return unknown(request);
      }
      throw e;
    }
  }

  private CallAnswer unknown(CallRequest request) {
    String sentence = "path: " + request.path() + " (expected: a path of this endpoint)";
    return tools.failures().refusal(404, sentence, null);
  }
}
