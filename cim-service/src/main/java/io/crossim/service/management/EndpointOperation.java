package io.crossim.service.management;

import io.crossim.common.result.CimException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.web.WebOperation;
import org.springframework.boot.actuate.endpoint.web.WebOperationRequestPredicate;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.util.MimeTypeUtils;
import org.springframework.util.StringUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** An operation of an endpoint, and the requests that it takes. Immutable. */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
final class EndpointOperation implements Comparable<EndpointOperation> {

  private static final String ANYTHING = "*/*";

  private final WebOperation operation;
  private final PathPattern path;
  private final List<MediaType> consumes;
  private final List<MediaType> produces;

  /**
   * @param path the whole path, which may have variables
   */
  static EndpointOperation of(WebOperation operation, String path) {
    WebOperationRequestPredicate request = operation.getRequestPredicate();
    return new EndpointOperation(
        operation,
        PathPatternParser.defaultInstance.parse(path),
        mediaTypes(request.getConsumes()),
        mediaTypes(request.getProduces()));
  }

  private static List<MediaType> mediaTypes(Collection<String> names) {
    return MediaType.parseMediaTypes(List.copyOf(names));
  }

  WebOperation operation() {
    return operation;
  }

  String method() {
    return operation.getRequestPredicate().getHttpMethod().name();
  }

  /** Whether its path has variables. */
  boolean hasVariables() {
    return path.hasPatternSyntax();
  }

  /** The path up to its first variable, without a slash at its end. */
  String fixedPath() {
    String text = path.getPatternString();
    int variable = text.indexOf("/{");
    return variable < 0 ? text : text.substring(0, variable);
  }

  /**
   * Takes a requested path apart.
   *
   * @throws CimException when it is none, such as one with {@code %zz}
   */
  static PathContainer parse(String requested) {
    try {
      return PathContainer.parsePath(requested);
    } catch (IllegalArgumentException e) {
      throw CimException.invalid("path", requested, "two hexadecimal digits behind each %");
    }
  }

  /** The variables of the path; empty where the path is another one. */
  Optional<Map<String, Object>> match(PathContainer requested) {
    PathPattern.PathMatchInfo match = path.matchAndExtract(requested);
    if (match == null) {
      return Optional.empty();
    }
    Map<String, Object> variables = new LinkedHashMap<>(match.getUriVariables());
    String rest = operation.getRequestPredicate().getMatchAllRemainingPathSegmentsVariable();
    if (rest != null) {
      long before = segments(path.getPatternString()).count() - 1;
      variables.put(
          rest,
          segments(requested.value())
              .skip(before)
              .map(segment -> StringUtils.uriDecode(segment, StandardCharsets.UTF_8))
              .toArray(String[]::new));
    }
    return Optional.of(variables);
  }

  private static Stream<String> segments(String path) {
    return Arrays.stream(path.split("/", -1)).filter(segment -> !segment.isEmpty());
  }

  /** Whether a body of that type is taken. */
  boolean consumes(@Nullable String contentType) {
    if (contentType == null || consumes.isEmpty()) {
      return true;
    }
    try {
      MediaType given = MediaType.parseMediaType(contentType);
      return consumes.stream().anyMatch(taken -> taken.includes(given));
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  /** The type of the answer that a caller prefers; empty where they take none of what there is. */
  Optional<MediaType> produced(@Nullable String accept) {
    if (produces.isEmpty()) {
      return Optional.of(MediaType.APPLICATION_JSON);
    }
    List<MediaType> accepted;
    try {
      accepted = new ArrayList<>(MediaType.parseMediaTypes(accept == null ? ANYTHING : accept));
    } catch (InvalidMediaTypeException e) {
      return Optional.empty();
    }
    MimeTypeUtils.sortBySpecificity(accepted);
    accepted.sort((one, other) -> Double.compare(other.getQualityValue(), one.getQualityValue()));
    return accepted.stream()
        .filter(type -> type.getQualityValue() > 0)
        .flatMap(type -> produces.stream().filter(type::includes))
        .findFirst();
  }

  /** Puts the operation whose path says more first. */
  @Override
  public int compareTo(EndpointOperation other) {
    return path.compareTo(other.path);
  }

  /** The media types of its answers, for a sentence. */
  String offered() {
    return MediaType.toString(produces);
  }
}
