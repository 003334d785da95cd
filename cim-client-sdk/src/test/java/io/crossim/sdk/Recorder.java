package io.crossim.sdk;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A listener of every kind that remembers what it was told. */
final class Recorder implements MessageListener, StateListener, ErrorListener {

  final List<ReceivedMessage> messages = new CopyOnWriteArrayList<>();
  final List<ClientState> states = new CopyOnWriteArrayList<>();
  final List<Integer> failedAttempts = new CopyOnWriteArrayList<>();
  final AtomicInteger unusedPasswords = new AtomicInteger();
  final List<Throwable> errors = new CopyOnWriteArrayList<>();

  @Override
  public void onMessage(ReceivedMessage message) throws Exception {
    messages.add(message);
  }

  @Override
  public void onChange(StateChange change) {
    states.add(change.after());
  }

  @Override
  public void onAttemptFailed(int attempt, Throwable cause, Duration delay) {
    failedAttempts.add(attempt);
  }

  @Override
  public void onPasswordUnused() {
    unusedPasswords.incrementAndGet();
  }

  @Override
  public void onError(ReceivedMessage message, Throwable error) {
    errors.add(error);
  }

  List<String> texts() {
    return messages.stream().map(ReceivedMessage::text).toList();
  }
}
