package io.crossim.service.web;

import com.google.protobuf.StringValue;
import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Calls of every kind that the services have, and every way to fail. */
@RestController
final class SampleController {

  record Sample(
      Long userId,
      String msg,
      List<String> batchMsg,
      String cmd,
      Map<String, String> properties,
      String reqNo) {}

  @PostMapping("/echo")
  Envelope<Sample> echo(@RequestBody Sample sample) {
    return Envelope.success(sample.reqNo(), sample);
  }

  @PostMapping("/checked")
  Envelope<Void> checked(@RequestBody Sample sample) {
    Checks.userId("userId", sample.userId());
    Checks.text("msg", sample.msg(), 1000);
    return Envelope.success(sample.reqNo(), null);
  }

  @PostMapping("/fail/{code}")
  Envelope<Void> fail(@PathVariable("code") ResultCode code, @RequestBody Sample sample) {
    throw new CimException(code, "as asked");
  }

  @PostMapping("/away")
  Envelope<Void> away(@RequestBody Sample sample) {
    throw new UnavailableException("the store is away", null);
  }

  @GetMapping("/broken")
  Envelope<Void> broken() {
    throw new IllegalStateException("a secret of the inside");
  }

  @GetMapping("/container")
  void container(HttpServletResponse response) throws IOException {
    response.sendError(507, "a secret of the inside");
  }

  @GetMapping("/page")
  Envelope<Integer> page(@RequestParam("limit") int limit) {
    return Envelope.success(null, limit);
  }

  @PostMapping("/batch")
  StringValue batch(@RequestBody StringValue value) {
    return StringValue.of(value.getValue().length() + " characters");
  }
}
