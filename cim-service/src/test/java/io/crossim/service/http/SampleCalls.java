package io.crossim.service.http;

import com.google.protobuf.StringValue;
import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.service.call.CallRequest;
import io.crossim.service.call.CallTable;
import io.crossim.service.call.CallTableBuilder;
import io.crossim.service.web.Checks;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Calls of every kind that the services have, and every way to fail. */
final class SampleCalls implements CallTable.Source {

  record Sample(
      Long userId,
      String msg,
      List<String> batchMsg,
      String cmd,
      Map<String, String> properties,
      String reqNo) {}

  @Override
  public void addTo(CallTableBuilder calls) {
    calls
        .json(
            "POST",
            "/echo",
            Sample.class,
            CallTable.Callers.ALL,
            true,
            (sample, request) -> done(sample.reqNo(), sample))
        .json(
            "POST",
            "/checked",
            Sample.class,
            CallTable.Callers.ALL,
            true,
            (sample, request) -> checked(sample))
        .json(
            "POST", "/away", Sample.class, CallTable.Callers.ALL, true, (sample, request) -> away())
        .json(
            "POST",
            "/later",
            Sample.class,
            CallTable.Callers.ALL,
            true,
            (sample, request) ->
                CompletableFuture.supplyAsync(() -> Envelope.success(sample.reqNo(), sample)))
        .json(
            "POST",
            "/never",
            Sample.class,
            CallTable.Callers.ALL,
            true,
            (sample, request) -> new CompletableFuture<Envelope<Void>>())
        .json("GET", "/broken", null, CallTable.Callers.ALL, true, (none, request) -> broken())
        .json(
            "GET",
            "/page",
            null,
            CallTable.Callers.ALL,
            true,
            (none, request) -> done(null, request.queryNumber("limit")))
        .json(
            "GET",
            "/host",
            null,
            CallTable.Callers.ALL,
            true,
            (none, request) -> done(null, request.host()))
        .json(
            "GET", "/caller", null, CallTable.Callers.ALL, true, (none, request) -> caller(request))
        .internal(
            "/batch",
            StringValue.parser(),
            value ->
                CompletableFuture.completedFuture(
                    StringValue.of(value.getValue().length() + " characters")));
    for (ResultCode code : ResultCode.values()) {
      calls.json(
          "POST",
          "/fail/" + code,
          Sample.class,
          CallTable.Callers.ALL,
          true,
          (sample, request) -> {
            throw new CimException(code, "as asked");
          });
    }
  }

  private static CompletionStage<Envelope<String>> caller(CallRequest request) {
    return done(null, request.clientAddress() + (request.isLocal() ? " local" : ""));
  }

  private static <T> CompletionStage<Envelope<T>> done(String reqNo, T body) {
    return CompletableFuture.completedFuture(Envelope.success(reqNo, body));
  }

  private static CompletionStage<Envelope<Void>> checked(Sample sample) {
    Checks.userId("userId", sample.userId());
    Checks.text("msg", sample.msg(), 1000);
    return done(sample.reqNo(), null);
  }

  private static CompletionStage<Envelope<Void>> away() {
    return CompletableFuture.failedFuture(new UnavailableException("the store is away", null));
  }

  private static CompletionStage<Envelope<Void>> broken() {
    throw new IllegalStateException("a secret of the inside");
  }
}
