package io.crossim.route.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.crossim.route.api.RoutePaths;
import io.crossim.server.api.ServerPaths;
import io.crossim.service.front.CallTable;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Shows the calls on the OpenAPI page, which finds only those of the servlet container itself. */
@RequiredArgsConstructor
public final class OpenApiCalls implements OpenApiCustomizer {

  private static final String JSON = "application/json";
  private static final String TOKEN = "token";
  private static final String CREDENTIAL = "credential";

  private static final Set<String> OF_OPERATORS = Set.of(RoutePaths.KICK, ServerPaths.SEND);

  private final CallTable calls;

  @Override
  public void customise(OpenAPI page) {
    String version = OpenApiCalls.class.getPackage().getImplementationVersion();
    page.info(
        new Info()
            .title("CIM")
            .version(Optional.ofNullable(version).orElse("unknown"))
            .description(
                "The calls of a route. Every answer is an envelope; code 9000 is success, and any"
                    + " other says in its message what was wrong."));
    if (page.getComponents() == null) {
      page.setComponents(new Components());
    }
    addAuthorization(page.getComponents());
    for (CallTable.Description call : calls.descriptions()) {
      PathItem path = new PathItem();
      path.operation(PathItem.HttpMethod.valueOf(call.method()), operation(page, call));
      page.path(call.path(), path);
    }
  }

  private static void addAuthorization(Components components) {
    components
        .addSecuritySchemes(
            TOKEN,
            new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("A token of /token, for users with a password"))
        .addSecuritySchemes(
            CREDENTIAL,
            new SecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.HEADER)
                .name("Authorization")
                .description("CIM and the secret of the cluster, as in: CIM known-to-operators"));
  }

  private static Operation operation(OpenAPI page, CallTable.Description call) {
    CallDetails details = CallDetails.of(call.path());
    Operation operation =
        new Operation()
            .summary(call.summary())
            .addTagsItem("cim")
            .addParametersItem(
                new HeaderParameter()
                    .name(RoutePaths.PROTO_HEADER)
                    .description("3 asks for what only callers of protocol 3 know")
                    .schema(new StringSchema().addEnumItem("3")))
            .responses(responses(page, details));
    if (call.path().equals(RoutePaths.ONLINE)) {
      operation
          .addParametersItem(number("limit", "most users in the answer"))
          .addParametersItem(number("after", "the id after which the page begins"));
    }
    // An empty requirement stands for a call without any.
    operation
        .addSecurityItem(new SecurityRequirement())
        .addSecurityItem(
            new SecurityRequirement()
                .addList(OF_OPERATORS.contains(call.path()) ? CREDENTIAL : TOKEN));
    if (call.body() != null) {
      operation.requestBody(body(page, call.body(), details));
    }
    return operation;
  }

  private static QueryParameter number(String name, String description) {
    QueryParameter parameter = new QueryParameter();
    parameter.name(name).description(description).schema(new IntegerSchema().format("int64"));
    return parameter;
  }

  private static ApiResponses responses(OpenAPI page, CallDetails details) {
    Schema<?> data = new ObjectSchema().nullable(true);
    if (details.answer() != null) {
      Schema<?> one = schema(page, details.answer(), List.of());
      data = details.isList() ? new ArraySchema().items(one) : one;
    }
    Schema<?> none = new ObjectSchema().nullable(true);
    return new ApiResponses()
        .addApiResponse("200", answer("9000, or a code that says why not", data))
        .addApiResponse("400", answer("3000: bad input; the message names the field", none))
        .addApiResponse("401", answer("9101, 9102, 9103: a password or token is needed", none))
        .addApiResponse("429", answer("6000, 7300: too much, or the inbox is full", none))
        .addApiResponse("503", answer("4000: the store or a server is away", none));
  }

  private static ApiResponse answer(String description, Schema<?> data) {
    Schema<?> envelope =
        new ObjectSchema()
            .addProperty("code", new StringSchema().example("9000"))
            .addProperty("message", new StringSchema().example("success"))
            .addProperty("reqNo", new StringSchema().nullable(true))
            .addProperty("dataBody", data)
            .required(List.of("code", "message", "reqNo", "dataBody"));
    return new ApiResponse()
        .description(description)
        .content(new Content().addMediaType(JSON, new MediaType().schema(envelope)));
  }

  private static RequestBody body(OpenAPI page, Class<?> type, CallDetails details) {
    MediaType media = new MediaType().schema(schema(page, type, details.required()));
    if (details.example() != null) {
      media.setExample(tree(details.example()));
    }
    return new RequestBody().required(true).content(new Content().addMediaType(JSON, media));
  }

  /** A text would be shown with its quotes escaped. */
  private static Object tree(String json) {
    try {
      return Json.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(json, e);
    }
  }

  private static Schema<?> schema(OpenAPI page, Class<?> type, List<String> required) {
    ResolvedSchema resolved =
        ModelConverters.getInstance()
            .resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true));
    resolved.referencedSchemas.forEach(page.getComponents()::addSchemas);
    Schema<?> shared = page.getComponents().getSchemas().get(type.getSimpleName());
    if (shared != null && !required.isEmpty()) {
      shared.required(required);
    }
    return resolved.schema;
  }
}
