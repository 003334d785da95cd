package io.crossim.service.http;

import io.crossim.service.call.CallAnswer;
import io.crossim.service.call.CallTable;
import io.crossim.service.limits.ClientAddress;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Objects;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * The request that a connection is at, from its head to its answer, and then the next one. On the
 * event loop only.
 */
@Slf4j
final class Exchange {

  /** A body that is refused is still read up to here, so that its sender sees the answer. */
  private static final long MAX_SWALLOWED = 64L << 20;

  private final PortSetup port;
  private final Channel client;
  private final ClientAddress remote;
  private final Runnable next;
  private final AnswerWriter answers;

  private ExchangeState state = ExchangeState.IDLE;
  private @Nullable RequestBody call;
  private @Nullable Relay relay;
  private long swallowed;

  /**
   * @param next runs when the next request may come
   */
  Exchange(PortSetup port, Channel client, ClientAddress remote, Runnable next) {
    this.port = port;
    this.client = client;
    this.remote = remote;
    this.next = next;
    this.answers = new AnswerWriter(client, remote, port);
  }

  ExchangeState state() {
    return state;
  }

  /** One request at a time, and none for a client that does not read its answers. */
  boolean holdsBack() {
    return state == ExchangeState.ANSWERING
        || state == ExchangeState.RELAYED
        || state == ExchangeState.ENDING
        || (state == ExchangeState.IDLE && !client.isWritable());
  }

  /** Takes a piece of a request over. */
  void take(Object message) {
    if (message instanceof HttpRequest head) {
      begin(head);
    }
    if (message instanceof HttpContent content) {
      boolean last = content instanceof LastHttpContent;
      switch (state) {
        case BODY -> body(content, last);
        case SWALLOWING -> swallow(content, last);
        case RELAYING -> relay(content, last);
        case IDLE, ANSWERING, RELAYED, ENDING -> content.release();
      }
    }
  }

  private void begin(HttpRequest head) {
    RequestTarget.normalize(head);
    answers.begin(head);
    CallTable.Entry called = port.calls().find(head.uri());
    if (head.decoderResult().isFailure() || !RequestTarget.isServed(head.uri())) {
      answers.endsHere();
      refuse(port.check().unreadable());
    } else if (called != null && !isPreflight(called, head)) {
      begin(called, head);
    } else if (called != null || port.relaysAll()) {
      state = ExchangeState.RELAYING;
      relay().begin(head);
    } else {
      refuse(port.check().unknown(head));
    }
  }

  /** Whether a browser asks by this whether it may make the call, which is Spring's to say. */
  private static boolean isPreflight(CallTable.Entry called, HttpRequest head) {
    return !called.isFast() && HttpMethod.OPTIONS.equals(head.method());
  }

  private Relay relay() {
    Relay opened = relay;
    if (opened == null) {
      opened =
          Objects.requireNonNull(port.relays()).open(port, client, remote, answers, this::relayed);
      relay = opened;
    }
    return opened;
  }

  private void begin(CallTable.Entry called, HttpRequest head) {
    boolean asksFirst = HttpUtil.is100ContinueExpected(head);
    CallAnswer refusal = port.check().refusal(head, called, remote);
    if (refusal != null) {
      called.answers().count(refusal.code());
    }
    if (refusal == null) {
      if (asksFirst) {
        answers.askForBody();
      }
      call = new RequestBody(port, called, head, client, remote);
      state = ExchangeState.BODY;
    } else if (asksFirst) {
      answers.endsHere(); // the body will not come
      answers.write(refusal);
      state = ExchangeState.SWALLOWING;
    } else {
      refuse(refusal);
    }
  }

  private void body(HttpContent content, boolean last) {
    RequestBody incoming = call;
    if (incoming == null || content.decoderResult().isFailure()) {
      content.release();
      client.close();
      return;
    }
    CallAnswer refusal = incoming.add(content);
    if (refusal != null) {
      incoming.count(refusal);
      freeCall();
      refuse(refusal);
      if (last) {
        swallowedAll();
      }
    } else if (last && !incoming.isFast()) {
      call = null;
      state = ExchangeState.RELAYED;
      incoming.pass(relay());
    } else if (last) {
      call = null;
      state = ExchangeState.ANSWERING;
      incoming.answer().whenComplete((answer, failure) -> answered(incoming, answer, failure));
    }
  }

  private void answered(
      RequestBody answered, @Nullable CallAnswer answer, @Nullable Throwable failure) {
    if (!client.eventLoop().inEventLoop()) {
      client.eventLoop().execute(() -> answered(answered, answer, failure));
    } else if (answer == null) {
      log.error("a call had no answer", failure);
      client.close();
    } else {
      answered.count(answer);
      if (answer.stream() != null) {
        answers.stream(answer, answer.stream(), this::done);
        return;
      }
      answers.write(answer);
      if (answers.keepsAlive()) {
        done();
      } else {
        state = ExchangeState.ENDING; // closed by whoever sees that the answer has left
      }
    }
  }

  /** The request is answered before its body is there. */
  private void refuse(CallAnswer answer) {
    answers.writeEarly(answer);
    swallowed = 0;
    state = ExchangeState.SWALLOWING;
  }

  private void swallow(HttpContent content, boolean last) {
    swallowed += content.content().readableBytes();
    content.release();
    if (last) {
      swallowedAll();
    } else if (swallowed > MAX_SWALLOWED) {
      client.close();
    }
  }

  private void swallowedAll() {
    if (answers.keepsAlive()) {
      done();
    } else {
      state = ExchangeState.ENDING;
      answers.closeBehindAll();
    }
  }

  private void relay(HttpContent content, boolean last) {
    if (last) {
      state = ExchangeState.RELAYED;
    }
    if (relay == null) {
      content.release();
    } else {
      relay.send(content); // takes it over
    }
  }

  /** The container has answered. */
  private void relayed() {
    if (state == ExchangeState.RELAYED && answers.keepsAlive()) {
      done();
    } else {
      answers.closeBehindAll();
    }
  }

  private void done() {
    state = ExchangeState.IDLE;
    next.run();
  }

  /** Answers what is under way, and nothing after it. */
  void stop() {
    answers.stop();
  }

  /** Ends a request that takes too long: an answer to an earlier one still goes out. */
  void late() {
    answers.stop();
    switch (state) {
      case IDLE, BODY -> {
        freeCall();
        state = ExchangeState.SWALLOWING;
        answers.write(port.check().late());
      }
      case SWALLOWING, RELAYING -> client.close();
      case ANSWERING, RELAYED, ENDING -> {}
    }
  }

  /** The client reads again, or does not. */
  void writable(boolean writable) {
    if (relay != null) {
      relay.frontWritable(writable);
    }
  }

  /** The connection is gone. */
  void close() {
    freeCall();
    if (relay != null) {
      relay.close();
    }
  }

  private void freeCall() {
    if (call != null) {
      call.free();
      call = null;
    }
  }
}
