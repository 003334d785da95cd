package io.crossim.standalone;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.Filter;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The calls as an application that embeds CIM tests them. */
@WholeCim
class MockMvcTest {

  @TempDir static Path data;

  @DynamicPropertySource
  static void dataDirectory(DynamicPropertyRegistry registry) {
    registry.add("cim.data.directory", data::toString);
  }

  @Autowired private WebApplicationContext context;

  @Autowired
  @Qualifier("callFilter")
  private FilterRegistrationBean<? extends Filter> callFilter;

  private MockMvc mvc;

  @BeforeEach
  void open() {
    mvc = MockMvcBuilders.webAppContextSetup(context).addFilters(callFilter.getFilter()).build();
  }

  @Test
  void aCallIsAnsweredWithItsEnvelope() throws Exception {
    answered(post("/registerAccount").content("{\"userName\":\"ann\",\"reqNo\":\"7\"}"))
        .andExpect(status().isOk())
        .andExpect(content().contentType("application/json"))
        .andExpect(jsonPath("$.code").value("9000"))
        .andExpect(jsonPath("$.reqNo").value("7"))
        .andExpect(jsonPath("$.dataBody.userName").value("ann"));
    answered(get("/onlineUser").queryParam("limit", "5"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.dataBody").isEmpty());
  }

  @Test
  void whatIsWrongIsToldAsOverTheNetwork() throws Exception {
    mvc.perform(post("/groupRoute").content("{\"userId\":\"x\",\"reqNo\":\"7\"}"))
        .andExpect(status().isBadRequest())
        .andExpect(
            content()
                .json(
                    "{'code':'3000','message':'userId: x (expected: a whole number)','reqNo':'7',"
                        + "'dataBody':null}"));
    mvc.perform(put("/login"))
        .andExpect(status().isMethodNotAllowed())
        .andExpect(header().string("Allow", "POST"))
        .andExpect(jsonPath("$.message").value("method: PUT (expected: POST)"));
    mvc.perform(post("/login").contentType("text/plain").content("x"))
        .andExpect(status().isUnsupportedMediaType());
    mvc.perform(get("/nowhere")).andExpect(status().isNotFound());
  }

  @Test
  void anOperatorHasToShowTheSecret() throws Exception {
    String body = "{\"userId\":4711}";
    for (String path : new String[] {"/kick", "/%6bick", "/kick;x"}) {
      mvc.perform(post(URI.create(path)).content(body))
          .andExpect(status().is4xxClientError())
          .andExpect(request().asyncNotStarted());
    }
    answered(post("/kick").header("Authorization", "CIM " + WholeCim.SECRET).content(body))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.code").value("9100"));
  }

  private ResultActions answered(MockHttpServletRequestBuilder call) throws Exception {
    return mvc.perform(
        asyncDispatch(mvc.perform(call).andExpect(request().asyncStarted()).andReturn()));
  }
}
