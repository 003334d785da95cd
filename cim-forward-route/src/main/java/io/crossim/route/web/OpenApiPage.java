package io.crossim.route.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.crossim.route.api.RoutePaths;
import io.crossim.service.call.CallRequest;
import io.crossim.service.mvc.CallExample;
import io.crossim.service.mvc.CimController;
import io.crossim.service.mvc.MembersOnly;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Optional;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.StringUtils;
import org.springframework.web.method.HandlerMethod;

/**
 * What the OpenAPI page tells of CIM beside what springdoc finds at the controllers: who may call,
 * and an example to try.
 */
public final class OpenApiPage implements OperationCustomizer, OpenApiCustomizer {

  private static final String TOKEN = "token";
  private static final String CREDENTIAL = "credential";

  private final OpenApiSchemas schemas = new OpenApiSchemas();

  public OpenApiPage() {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(CallRequest.class);
  }

  /** The head of the page. Calls go to where the page came from, over http or https. */
  public static OpenAPI head() {
    String version = OpenApiPage.class.getPackage().getImplementationVersion();
    return new OpenAPI()
        .addServersItem(new Server().url("/"))
        .info(
            new Info()
                .title("CIM")
                .version(Optional.ofNullable(version).orElse("unknown"))
                .description(
                    "The calls of a route. Every answer is an envelope: code 9000 is success, and"
                        + " with any other code the message says what is wrong."))
        .components(
            new Components()
                .addSecuritySchemes(
                    TOKEN,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("A token of /token, for accounts with a password"))
                .addSecuritySchemes(
                    CREDENTIAL,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name("Authorization")
                        .description(
                            "The word CIM and the secret of the cluster, as in: CIM"
                                + " known-to-operators")));
  }

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    if (!AnnotatedElementUtils.hasAnnotation(method.getBeanType(), CimController.class)) {
      return operation;
    }
    CallExample example = method.getMethodAnnotation(CallExample.class);
    if (example != null) {
      for (MediaType media : operation.getRequestBody().getContent().values()) {
        media.setExample(tree(example.value()));
      }
    }
    schemas.note(method, example);
    // An empty requirement stands for a call without any.
    return operation
        .addParametersItem(
            new HeaderParameter()
                .name(RoutePaths.PROTO_HEADER)
                .description("3: the answer may have fields that clients of protocol 2 do not know")
                .schema(new StringSchema().addEnumItem("3")))
        .addSecurityItem(new SecurityRequirement())
        .addSecurityItem(
            new SecurityRequirement()
                .addList(method.hasMethodAnnotation(MembersOnly.class) ? CREDENTIAL : TOKEN));
  }

  /** Runs when the schemas of all calls are there. */
  @Override
  public void customise(OpenAPI page) {
    page.getPaths().forEach(OpenApiPage::finish);
    schemas.finish(page.getComponents().getSchemas());
  }

  /** Names each operation by its path, and says that all answers are JSON. */
  private static void finish(String path, PathItem item) {
    for (Operation operation : item.readOperations()) {
      operation.setOperationId(operationId(path));
      operation
          .getResponses()
          .forEach(
              (status, response) ->
                  response.setContent(
                      OpenApiSchemas.json(
                          status.equals("200")
                              ? response.getContent().values().iterator().next().getSchema()
                              : OpenApiSchemas.failure())));
    }
  }

  /** The path as one word: {@code groupCreate} for {@code /group/create}. */
  private static String operationId(String path) {
    StringBuilder id = new StringBuilder();
    for (String part : path.substring(1).split("/")) {
      id.append(id.isEmpty() ? part : StringUtils.capitalize(part));
    }
    return id.toString();
  }

  /** A text would be shown with its quotes escaped. */
  private static Object tree(String json) {
    try {
      return Json.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(json, e);
    }
  }
}
