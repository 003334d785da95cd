package io.crossim.service.http;

import io.crossim.service.call.CallAnswer;
import io.crossim.service.call.CallTable;
import io.crossim.service.limits.ClientAddress;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContent;
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

  /** The client sends its body when it is told to. */
  private boolean asksFirst;

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
      if (content.decoderResult().isFailure()) {
        breakOff(content);
        return;
      }
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
    asksFirst = HttpUtil.is100ContinueExpected(head);
    CallAnswer fault = RequestHead.refusal(head, port.check());
    CallTable.Entry called = fault == null ? port.calls().find(head.uri()) : null;
    String page = called == null ? null : CrossOrigin.admitted(called, head, port.origins());
    answers.allow(page);
    if (fault != null) {
      end(fault);
    } else if (page != null && CrossOrigin.isPreflight(head)) {
      answers.writeEarly(CrossOrigin.preflight(Objects.requireNonNull(called)));
      state = ExchangeState.SWALLOWING;
      swallowed = 0;
    } else if (called != null && !RequestHead.isPreflight(called, head)) {
      begin(called, head);
    } else if (called != null || port.relaysAll()) {
      state = ExchangeState.RELAYING;
      relay().begin(head);
    } else {
      refuse(port.check().unknown(head));
    }
  }

  /** Answers a request whose end nobody knows or waits for, as the last one. */
  private void end(CallAnswer answer) {
    state = ExchangeState.ENDING;
    answers.endsHere();
    answers.write(answer); // which closes
  }

  /** What comes of the body is no part of one, so that nobody knows where it ends. */
  private void breakOff(HttpContent content) {
    content.release();
    switch (state) {
      case BODY -> {
        Objects.requireNonNull(call).count(port.check().unreadable());
        freeCall();
        end(port.check().unreadable());
      }
      case RELAYING -> {
        if (relay().breakOff()) {
          end(port.check().unreadable());
        } else {
          client.close(); // half an answer can only be broken off
        }
      }
      case SWALLOWING -> {
        answers.endsHere();
        swallowedAll();
      }
      case IDLE, ANSWERING, RELAYED, ENDING -> {}
    }
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
    CallAnswer refusal = port.check().refusal(head, called, remote);
    if (refusal != null) {
      called.answers().count(refusal.code());
      refuse(refusal);
      return;
    }
    if (asksFirst) {
      asksFirst = false;
      answers.askForBody();
    }
    call = new RequestBody(port, called, head, client, remote);
    state = ExchangeState.BODY;
  }

  private void body(HttpContent content, boolean last) {
    RequestBody incoming = Objects.requireNonNull(call);
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

  /** Answers a request before its body is there; who waits to be asked for it will not send it. */
  private void refuse(CallAnswer answer) {
    if (asksFirst) {
      end(answer);
    } else {
      answers.writeEarly(answer);
      state = ExchangeState.SWALLOWING;
      swallowed = 0;
    }
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
    asksFirst &= !content.content().isReadable();
    if (last) {
      state = ExchangeState.RELAYED;
    }
    relay().send(content); // takes it over
  }

  /** The container has answered. */
  private void relayed() {
    if (state == ExchangeState.RELAYED && answers.keepsAlive()) {
      done();
    } else if (state == ExchangeState.RELAYING && (!asksFirst || relay().isAsked())) {
      var unused = relay().breakOff();
      state = ExchangeState.SWALLOWING;
      swallowed = 0;
    } else {
      state = ExchangeState.ENDING;
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
