package io.crossim.service.mvc;

import io.crossim.service.call.CallAnswer;
import io.crossim.service.call.CallTable;
import io.crossim.service.call.HeadCheck;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.WebUtils;

/**
 * Finds the call that a request is for, refuses what the front would refuse, and lets Spring MVC
 * read the request as leniently as the front does. The last filter, so that all others see it as it
 * came.
 */
@RequiredArgsConstructor
final class CallFilter extends OncePerRequestFilter {

  /** Asked for with the first request, because filters are made before the calls are. */
  private final ObjectProvider<CallTable> calls;

  private final ObjectProvider<HeadCheck> check;

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isAsyncDispatch(request)) {
      chain.doFilter(request, response);
      finish(request, WebUtils.getNativeResponse(response, ContentCachingResponseWrapper.class));
      return;
    }
    ServletCall call =
        CorsUtils.isPreFlightRequest(request) ? null : ServletCall.find(calls.getObject(), request);
    if (call == null) {
      chain.doFilter(request, response);
      return;
    }
    HeadCheck judge = check.getObject();
    CallAnswer refusal = judge.refusal(call.head(), call.entry(), call.caller());
    if (refusal != null) {
      refuse(call, refusal, response);
      return;
    }
    int maxBody = call.entry().maxBody();
    // The front has bounded the body, but a filter may have led another request here.
    CallServletRequest read = new CallServletRequest(request, maxBody);
    if (read.body().length > maxBody) {
      refuse(call, judge.tooLarge("more than " + maxBody + " bytes", maxBody), response);
      return;
    }
    call.attachTo(request);
    ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
    chain.doFilter(read, answer);
    finish(read, answer);
  }

  /** Sends the answer as a whole, so that its length is known. */
  private void finish(HttpServletRequest request, @Nullable ContentCachingResponseWrapper answer)
      throws IOException {
    if (answer != null && !isAsyncStarted(request)) {
      answer.copyBodyToResponse();
    }
  }

  private static void refuse(ServletCall call, CallAnswer refusal, HttpServletResponse response)
      throws IOException {
    call.entry().answers().count(refusal.code());
    write(refusal, response);
  }

  private static void write(CallAnswer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    response.setContentType(answer.contentType());
    response.setContentLength(answer.body().length);
    if (answer.allow() != null) {
      response.setHeader(HttpHeaders.ALLOW, answer.allow());
    }
    response.getOutputStream().write(answer.body());
  }
}
