package io.crossim.service.http;

import io.crossim.service.credential.TestSecret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Calls the sample service over a real socket. */
@SpringBootTest(
    classes = SampleService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"cim.discovery.type=memory", "cim.security.cluster-secret=" + TestSecret.SECRET})
abstract class HttpTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @LocalServerPort int port;

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  HttpResponse<String> post(String path, String json) throws Exception {
    return post(path, "application/json", BodyPublishers.ofString(json));
  }

  HttpResponse<String> post(String path, String contentType, BodyPublisher body) throws Exception {
    return send(request(path).header("Content-Type", contentType).POST(body));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  /** Of a member of the cluster, with a message that is to be read as protobuf. */
  HttpRequest.Builder memberRequest(String path, byte[] message) {
    return request(path)
        .header("Authorization", TestSecret.HEADER)
        .header("Content-Type", "application/x-protobuf")
        .POST(BodyPublishers.ofByteArray(message));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
