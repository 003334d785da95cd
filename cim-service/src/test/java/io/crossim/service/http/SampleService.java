package io.crossim.service.http;

import io.crossim.service.call.CallTable;
import io.crossim.service.call.Failures;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.tls.ServerTls;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A service with nothing of its own but the sample calls and pages. */
@EnableAutoConfiguration
@Import({SampleCalls.class, SamplePages.class})
public class SampleService {

  /** One more port, with a single call. */
  @Bean(destroyMethod = "close")
  HttpFront secondPort(
      EventLoops loops, ServerTls tls, CallTable calls, Failures failures, FrontBounds bounds) {
    HttpFront front = HttpFront.of(loops, tls, calls.only(List.of("/echo")), failures, bounds);
    front.open("sample.port", null, 0);
    return front;
  }
}
