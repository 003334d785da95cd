package io.crossim.route.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

class PageHandlerTest {

  private final PageFiles files = PageFiles.read();
  private final PageHandler handler =
      new PageHandler(files, new IndexPage(files), () -> List.of("wss://im-2.example.org"));

  private MockHttpServletResponse get(String path, String... headers) throws Exception {
    return ask("GET", path, headers);
  }

  private MockHttpServletResponse ask(String method, String path, String... headers)
      throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest(method, path);
    for (int i = 0; i < headers.length; i += 2) {
      request.addHeader(headers[i], headers[i + 1]);
    }
    MockHttpServletResponse response = new MockHttpServletResponse();
    handler.handleRequest(request, response);
    return response;
  }

  @Test
  void theDocumentIsAskedForEachTime() throws Exception {
    MockHttpServletResponse first = get("/", "Host", "chat.example.org:8083");
    assertThat(first.getContentType()).startsWith("text/html");
    assertThat(first.getHeader("Cache-Control")).isEqualTo("no-cache");
    assertThat(first.getContentAsString())
        .contains("web/" + files.digest() + "/main.js")
        .doesNotContain("{base}", "{imports}", "{preloads}");

    MockHttpServletResponse again =
        get("/", "If-None-Match", String.valueOf(first.getHeader("ETag")));
    assertThat(again.getStatus()).isEqualTo(304);
    assertThat(again.getContentAsByteArray()).isEmpty();
  }

  @Test
  void thePolicyAdmitsTheOneInlineScriptAndTheSocketsOfTheCluster() throws Exception {
    MockHttpServletResponse page = get("/", "Host", "Chat.example.org:8083");
    String policy = String.valueOf(page.getHeader("Content-Security-Policy"));
    assertThat(policy)
        .contains("default-src 'none'", "require-trusted-types-for 'script'")
        .contains("ws://chat.example.org:* wss://chat.example.org:* wss://im-2.example.org;")
        .contains("'" + new IndexPage(files).scriptHash() + "'");
  }

  @Test
  void aHostThatIsNoneIsLeftOutOfThePolicy() throws Exception {
    String policy =
        String.valueOf(get("/", "Host", "x; script-src *").getHeader("Content-Security-Policy"));
    assertThat(policy).doesNotContain("script-src *").contains("connect-src 'self' wss:");
  }

  @Test
  void anAddressOfIpV6KeepsItsBrackets() throws Exception {
    String policy =
        String.valueOf(get("/", "Host", "[::1]:8083").getHeader("Content-Security-Policy"));
    assertThat(policy).contains("ws://[::1]:* wss://[::1]:*");
  }

  @Test
  void whatTheDigestNamesIsKeptForGood() throws Exception {
    MockHttpServletResponse main = get("/web/" + files.digest() + "/main.js");
    assertThat(main.getContentType()).startsWith("text/javascript");
    assertThat(main.getHeader("Cache-Control")).contains("immutable");
    assertThat(main.getContentAsString()).contains("createApp");
  }

  @Test
  void theDigestOfAnotherVersionGetsWhatThereIsButDoesNotKeepIt() throws Exception {
    MockHttpServletResponse main = get("/web/0123456789abcdef/main.js");
    assertThat(main.getStatus()).isEqualTo(200);
    assertThat(main.getHeader("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void bytesAreZippedForWhoTakesThem() throws Exception {
    String path = "/web/" + files.digest() + "/emoji.json";
    MockHttpServletResponse zipped = get(path, "Accept-Encoding", "br, gzip;q=0.8");
    assertThat(zipped.getHeader("Content-Encoding")).isEqualTo("gzip");
    assertThat(zipped.getHeader("Vary")).isEqualTo("Accept-Encoding");
    byte[] plain =
        new GZIPInputStream(new ByteArrayInputStream(zipped.getContentAsByteArray()))
            .readAllBytes();
    assertThat(new String(plain, UTF_8)).isEqualTo(files.text("emoji.json"));

    assertThat(get(path, "Accept-Encoding", "gzip;q=0").getHeader("Content-Encoding")).isNull();
    assertThat(get(path).getHeader("Content-Encoding")).isNull();
  }

  @Test
  void headHasTheLengthAndNoBody() throws Exception {
    MockHttpServletResponse head = ask("HEAD", "/");
    assertThat(head.getContentLength()).isGreaterThan(1000);
    assertThat(head.getContentAsByteArray()).isEmpty();
  }

  @Test
  void nothingElseIsServed() {
    assertThatThrownBy(() -> get("/web/" + files.digest() + "/index.html"))
        .isInstanceOf(NoResourceFoundException.class);
    assertThatThrownBy(() -> get("/web/" + files.digest() + "/../main.js"))
        .isInstanceOf(NoResourceFoundException.class);
    assertThatThrownBy(() -> get("/web/")).isInstanceOf(NoResourceFoundException.class);
    assertThatThrownBy(() -> get("/sdk/none.js")).isInstanceOf(NoResourceFoundException.class);
    assertThatThrownBy(() -> ask("POST", "/"))
        .isInstanceOf(HttpRequestMethodNotSupportedException.class);
  }
}
