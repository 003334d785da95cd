package io.crossim.service.front;

import io.crossim.service.loop.EventLoops;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A service with nothing of its own but the sample calls and pages. */
@EnableAutoConfiguration
@Import({SampleCalls.class, SamplePages.class})
class SampleService {

  /** One more port, with a single call. */
  @Bean(destroyMethod = "close")
  HttpFront secondPort(EventLoops loops, CallTable calls, Failures failures, FrontBounds bounds) {
    HttpFront front = HttpFront.of(loops, calls.only("/echo"), failures, bounds);
    front.open("sample.port", null, 0);
    return front;
  }
}
