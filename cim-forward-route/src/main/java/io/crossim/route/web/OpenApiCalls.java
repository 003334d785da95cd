package io.crossim.route.web;

import io.crossim.service.front.CallTable;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import lombok.RequiredArgsConstructor;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Shows the calls on the OpenAPI page, which finds only those of the servlet container itself. */
@RequiredArgsConstructor
public final class OpenApiCalls implements OpenApiCustomizer {

  private static final String JSON = "application/json";

  private final CallTable calls;

  @Override
  public void customise(OpenAPI page) {
    if (page.getComponents() == null) {
      page.setComponents(new Components());
    }
    for (CallTable.Description call : calls.descriptions()) {
      Operation operation =
          new Operation()
              .summary(call.summary())
              .addTagsItem("cim")
              .responses(
                  new ApiResponses()
                      .addApiResponse(
                          "200",
                          new ApiResponse()
                              .description("{\"code\", \"message\", \"reqNo\", \"dataBody\"}")));
      if (call.body() != null) {
        operation.requestBody(body(page, call.body()));
      }
      PathItem path = new PathItem();
      path.operation(PathItem.HttpMethod.valueOf(call.method()), operation);
      page.path(call.path(), path);
    }
  }

  private static RequestBody body(OpenAPI page, Class<?> type) {
    ResolvedSchema schema =
        ModelConverters.getInstance()
            .resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true));
    schema.referencedSchemas.forEach(page.getComponents()::addSchemas);
    return new RequestBody()
        .content(new Content().addMediaType(JSON, new MediaType().schema(schema.schema)));
  }
}
