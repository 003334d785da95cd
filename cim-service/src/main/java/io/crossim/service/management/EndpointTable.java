package io.crossim.service.management;

import io.crossim.common.result.CimException;
import io.crossim.service.call.CallTableBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.actuate.endpoint.EndpointsSupplier;
import org.springframework.boot.actuate.endpoint.ExposableEndpoint;
import org.springframework.boot.actuate.endpoint.web.EndpointLinksResolver;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoint;
import org.springframework.boot.actuate.endpoint.web.WebOperation;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;

/** The endpoints of the actuator as calls of the management port. */
@RequiredArgsConstructor
final class EndpointTable {

  /** Endpoints for everybody who reaches the port. */
  private static final Set<String> OPEN = Set.of("health", "info", "prometheus");

  /** At the end of a path: whatever follows. */
  private static final String REST = "/**";

  /** The begin of the endpoints' paths: empty, or with a slash before it. */
  private final String basePath;

  /** Whether the base path answers the list of the endpoints. */
  private final boolean hasLinks;

  private final EndpointCall.Tools tools;

  /**
   * Adds all endpoints.
   *
   * @throws CimException for an endpoint that needs a servlet container of its own
   */
  void addTo(CallTableBuilder calls, Collection<? extends EndpointsSupplier<?>> suppliers) {
    List<ExposableWebEndpoint> endpoints = new ArrayList<>();
    for (EndpointsSupplier<?> supplier : suppliers) {
      for (ExposableEndpoint<?> endpoint : supplier.getEndpoints()) {
        if (endpoint instanceof ExposableWebEndpoint web) {
          endpoints.add(web);
        } else if (endpoint instanceof PathMappedEndpoint) {
          throw CimException.invalid(
              "endpoint",
              endpoint.getEndpointId(),
              "an @Endpoint or @WebEndpoint: the management port has no servlets and controllers");
        }
      }
    }
    Set<String> taken = new TreeSet<>();
    endpoints.forEach(endpoint -> taken.addAll(add(calls, endpoint)));
    if (hasLinks) {
      EndpointLinks links =
          new EndpointLinks(new EndpointLinksResolver(endpoints, basePath), tools.json());
      Stream.of(basePath, basePath + "/")
          .filter(path -> !path.isEmpty() && !taken.contains(path))
          .forEach(path -> calls.forOperators(path, Set.of("GET"), links));
    }
  }

  /** Adds an endpoint, and returns its paths. */
  private Set<String> add(CallTableBuilder calls, ExposableWebEndpoint endpoint) {
    Map<String, List<EndpointOperation>> byPath = new LinkedHashMap<>();
    for (WebOperation operation : endpoint.getOperations()) {
      String path = operation.getRequestPredicate().getPath();
      put(byPath, EndpointOperation.of(operation, below(basePath, path)));
      if (operation.getRequestPredicate().getMatchAllRemainingPathSegmentsVariable() != null) {
        endpoint
            .getAdditionalPaths(WebServerNamespace.MANAGEMENT)
            .forEach(group -> put(byPath, EndpointOperation.of(operation, below("", group))));
      }
    }
    String id = endpoint.getEndpointId().toLowerCaseString();
    byPath.forEach((path, operations) -> add(calls, id, path, operations));
    return byPath.keySet();
  }

  private static void put(
      Map<String, List<EndpointOperation>> byPath, EndpointOperation operation) {
    String path = operation.fixedPath() + (operation.hasVariables() ? REST : "");
    byPath.computeIfAbsent(path, key -> new ArrayList<>()).add(operation);
  }

  private static String below(String base, String path) {
    return path.isEmpty() || path.equals("/")
        ? base.isEmpty() ? "/" : base
        : base + (path.startsWith("/") ? path : "/" + path);
  }

  private void add(
      CallTableBuilder calls, String id, String path, List<EndpointOperation> operations) {
    Set<String> methods =
        operations.stream()
            .map(EndpointOperation::method)
            .collect(Collectors.toCollection(TreeSet::new));
    boolean isOpen = OPEN.contains(id) && methods.equals(Set.of("GET"));
    EndpointCall call = new EndpointCall(id, isOpen, operations.stream().sorted().toList(), tools);
    if (isOpen) {
      calls.forWatchers(path, call);
    } else {
      calls.forOperators(path, methods, call);
    }
  }
}
