package io.crossim.service.management;

import io.crossim.service.call.Call;
import io.crossim.service.call.CallAnswer;
import io.crossim.service.call.CallRequest;
import io.crossim.service.call.Failures;
import io.crossim.service.credential.ClusterCredential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationArgumentResolver;
import org.springframework.boot.actuate.endpoint.ProducibleOperationArgumentResolver;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Answers the requests for an endpoint with its operations. */
@RequiredArgsConstructor
final class EndpointCall implements Call {

  private static final TypeReference<Map<String, Object>> BODY = new TypeReference<>() {};

  /** Health groups that decide over a process; nothing that is slow elsewhere holds them up. */
  private static final Set<String> PROBES = Set.of("liveness", "readiness");

  private final String endpoint;
  private final boolean isShared;
  private final List<EndpointOperation> operations;
  private final Tools tools;

  /** What all endpoints use. */
  record Tools(
      JsonMapper json,
      EndpointAnswers answers,
      ClusterCredential credential,
      Failures failures,
      EndpointThreads threads,
      SharedAnswers shared) {}

  /** What makes two requests one and the same. */
  private record Request(String uri, @Nullable String accept, boolean isOperator) {}

  /** An operation, and what the path says to it. */
  private record Match(EndpointOperation operation, Map<String, Object> variables) {}

  @Override
  public CompletableFuture<CallAnswer> answer(CallRequest request) {
    List<Match> matches = matches(request.path());
    if (matches.isEmpty()) {
      return refused(404, "path: " + request.path() + " (expected: a path of this endpoint)", null);
    }
    Optional<Match> match =
        matches.stream()
            .filter(each -> each.operation().method().equals(request.method()))
            .filter(each -> each.operation().consumes(contentType(request)))
            .findFirst();
    return match.map(found -> answer(request, found)).orElseGet(() -> refused(request, matches));
  }

  private List<Match> matches(String path) {
    return operations.stream()
        .flatMap(
            operation ->
                operation.match(path).stream().map(variables -> new Match(operation, variables)))
        .toList();
  }

  private static @Nullable String contentType(CallRequest request) {
    return request.body().length == 0 ? null : request.header("Content-Type");
  }

  private CompletableFuture<CallAnswer> refused(CallRequest request, List<Match> matches) {
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

  private CompletableFuture<CallAnswer> answer(CallRequest request, Match match) {
    String accept = request.header("Accept");
    Optional<MediaType> produced = match.operation().produced(accept);
    if (produced.isEmpty()) {
      return refused(
          406, "Accept: " + accept + " (expected: " + match.operation().offered() + ")", null);
    }
    EndpointCaller caller = EndpointCaller.of(request, tools.credential());
    String thread = thread(match);
    Supplier<CompletableFuture<CallAnswer>> made =
        () ->
            tools
                .threads()
                .answer(thread, () -> invoke(request, match, caller, produced.get(), thread))
                .exceptionally(this::busy);
    return isShared
        ? tools.shared().get(new Request(request.uri(), accept, caller.isOperator()), made)
        : made.get();
  }

  /** Those who look do not wait for those who change something. */
  private String thread(Match match) {
    String method = match.operation().method();
    return match.variables().values().stream()
        .filter(value -> endpoint.equals("health") && value instanceof String[])
        .flatMap(value -> Stream.of((String[]) value).limit(1))
        .filter(PROBES::contains)
        .findFirst()
        .map(probe -> endpoint + "-" + probe)
        .orElse(method.equals("GET") ? endpoint : endpoint + "-change");
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
      CallRequest request, Match match, EndpointCaller caller, MediaType produced, String thread) {
    try {
      Object result =
          match.operation().operation().invoke(context(request, match.variables(), caller));
      return tools.answers().of(result, request.method(), produced, tools.threads().of(thread));
    } catch (InvalidEndpointRequestException e) {
      return tools.failures().refusal(400, String.valueOf(e.getReason()), null);
    } catch (JacksonException e) {
      return tools.failures().refusal(400, "body: no JSON object (expected: one)", null);
    }
  }

  private InvocationContext context(
      CallRequest request, Map<String, Object> variables, EndpointCaller caller) {
    Map<String, Object> arguments = new LinkedHashMap<>(variables);
    if (request.body().length > 0 && request.method().equals("POST")) {
      arguments.putAll(tools.json().readValue(request.body(), BODY));
    }
    request
        .query()
        .forEach(
            (name, values) -> arguments.put(name, values.size() == 1 ? values.get(0) : values));
    return new InvocationContext(
        caller,
        arguments,
        OperationArgumentResolver.of(WebServerNamespace.class, () -> WebServerNamespace.MANAGEMENT),
        new ProducibleOperationArgumentResolver(() -> request.headers("Accept")));
  }
}
