package io.crossim.route.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crossim.common.result.Envelope;
import io.crossim.service.mvc.CallExample;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;

/**
 * What the schemas of the OpenAPI page do not know by themselves: which fields are always there,
 * which may be null, and what they mean.
 */
final class OpenApiSchemas {

  private static final String ENVELOPE = Envelope.class.getSimpleName();
  private static final String FAILURE = ENVELOPE + "Void";

  private record Kind(Class<?> type, List<String> required) {}

  /** Requests and answers by the names of their schemas. */
  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

  /** Notes what a call takes and answers. */
  void note(HandlerMethod method, @Nullable CallExample example) {
    for (MethodParameter parameter : method.getMethodParameters()) {
      if (example != null && parameter.hasParameterAnnotation(RequestBody.class)) {
        note(parameter.getParameterType(), List.of(example.required()));
      }
    }
    ResolvableType envelope = ResolvableType.forMethodReturnType(method.getMethod()).getGeneric(0);
    ResolvableType body = envelope.getGeneric(0);
    Class<?> answer = (body.hasGenerics() ? body.getGeneric(0) : body).resolve(Void.class);
    noteAnswer(answer);
  }

  /** Notes an answer, or a part of one, with what it consists of. */
  private void noteAnswer(Class<?> type) {
    if (!type.isRecord() || kinds.containsKey(type.getSimpleName())) {
      return;
    }
    note(type, alwaysThere(type));
    for (RecordComponent field : type.getRecordComponents()) {
      ResolvableType of = ResolvableType.forMethodReturnType(field.getAccessor());
      noteAnswer((of.hasGenerics() ? of.getGeneric(0) : of).resolve(Void.class));
    }
  }

  private void note(Class<?> type, List<String> required) {
    kinds.put(type.getSimpleName(), new Kind(type, required));
  }

  /** Completes the schemas, and puts them in the order of their names. */
  @SuppressWarnings("rawtypes") // the page has them like this
  void finish(Map<String, Schema> schemas) {
    schemas.put(FAILURE, envelopeWithoutBody());
    schemas.forEach(
        (name, schema) -> {
          Kind kind = kinds.get(name);
          if (name.startsWith(ENVELOPE)) {
            finishEnvelope(schema);
          } else if (kind != null) {
            finish(schema, kind);
          }
          describe(name, schema);
        });
    Map<String, Schema> sorted = new TreeMap<>(schemas);
    schemas.clear();
    schemas.putAll(sorted);
  }

  /** All four fields of an envelope are always there. */
  private static void finishEnvelope(Schema<?> schema) {
    schema.setRequired(List.of("code", "message", "reqNo", "dataBody"));
    schema.getProperties().computeIfPresent("reqNo", (name, property) -> nullable(property));
    schema.getProperties().computeIfPresent("dataBody", (name, property) -> nullable(property));
  }

  private static void finish(Schema<?> schema, Kind kind) {
    schema.setRequired(kind.required().isEmpty() ? null : kind.required());
    for (RecordComponent field : kind.type().getRecordComponents()) {
      if (isNullable(field)
          && !isLeftOutForNull(kind.type())
          && !kind.required().contains(field.getName())) {
        schema.getProperties().computeIfPresent(field.getName(), (name, old) -> nullable(old));
      }
    }
  }

  private static void describe(String schema, Schema<?> of) {
    of.getProperties()
        .forEach(
            (field, property) -> {
              String meaning = FieldMeanings.of(schema, field);
              if (meaning != null) {
                property.setDescription(meaning);
              }
            });
  }

  private static List<String> alwaysThere(Class<?> answer) {
    return Arrays.stream(answer.getRecordComponents())
        .filter(field -> !isNullable(field))
        .map(RecordComponent::getName)
        .toList();
  }

  private static boolean isNullable(RecordComponent field) {
    return field.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static boolean isLeftOutForNull(Class<?> type) {
    JsonInclude include = type.getAnnotation(JsonInclude.class);
    return include != null && include.value() == JsonInclude.Include.NON_NULL;
  }

  private static Schema<?> nullable(Schema<?> schema) {
    if (schema.get$ref() != null) {
      return new JsonSchema().oneOf(List.of(schema, nothing()));
    }
    if (schema.getTypes() == null) {
      return nothing();
    }
    return schema.types(types(schema.getTypes(), "null"));
  }

  private static Schema<?> nothing() {
    return new JsonSchema().types(types(Set.of(), "null"));
  }

  /** A set that can be added to, in order. */
  private static Set<String> types(Set<String> some, String more) {
    Set<String> all = new LinkedHashSet<>(some);
    all.add(more);
    return all;
  }

  private static Schema<?> envelopeWithoutBody() {
    JsonSchema schema = new JsonSchema();
    schema.setTypes(types(Set.of(), "object"));
    for (String field : List.of("code", "message", "reqNo")) {
      schema.addProperty(field, new JsonSchema().types(types(Set.of(), "string")));
    }
    schema.addProperty("dataBody", nothing());
    return schema;
  }

  /** The schema of an answer that failed. */
  static Schema<?> failure() {
    return new JsonSchema().$ref(Components.COMPONENTS_SCHEMAS_REF + FAILURE);
  }

  static Content json(Schema<?> schema) {
    return new Content().addMediaType("application/json", new MediaType().schema(schema));
  }
}
