package io.crossim.server.uplink;

import com.google.common.base.Ticker;
import io.crossim.common.result.ResultCode;
import io.crossim.route.api.SendOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the messages of one batch. Those that are not decided are <i>open</i>, in their
 * order; a place among them counts from 0 until {@link #dropPointless} takes out what was decided
 * since.
 */
final class UploadOutcomes {

  private static final String GIVEN_UP = "the connection ended before a route had answered";

  private final List<Upload> batch;
  private final Ticker ticker;
  private final @Nullable SendOutcome[] outcomes;

  /** Places in the batch. */
  private final List<Integer> open;

  UploadOutcomes(List<Upload> batch, Ticker ticker) {
    this.batch = batch;
    this.ticker = ticker;
    this.outcomes = new SendOutcome[batch.size()];
    this.open = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      open.add(i);
    }
  }

  static SendOutcome of(ResultCode code, String text) {
    return SendOutcome.newBuilder().setCode(code.code()).setText(text).build();
  }

  boolean areAllDecided() {
    return open.isEmpty();
  }

  /** The first open messages, so many at most. */
  List<Upload> open(int most) {
    return open.subList(0, Math.min(most, open.size())).stream().map(batch::get).toList();
  }

  /**
   * A route has decided. A message of which nothing has become comes again, and none may overtake
   * it meanwhile.
   */
  void decide(int place, SendOutcome outcome) {
    set(open.get(place), outcome, outcome.getUnbound());
  }

  /** An open message is given back to its sender, who sends it again. */
  void giveBack(int place, String text) {
    giveBackAt(open.get(place), text);
  }

  /** How many messages have no outcome. */
  int undecided() {
    return (int) open.stream().filter(i -> outcomes[i] == null).count();
  }

  /** Gives every message back that has no outcome. */
  void giveBackUndecided(String text) {
    for (int i : open) {
      if (outcomes[i] == null) {
        giveBackAt(i, text);
      }
    }
  }

  /** How many open messages stand before the first one that an older route cannot take. */
  int beforeWholeForm() {
    return (int) open.stream().takeWhile(i -> !batch.get(i).needsWholeForm()).count();
  }

  /** Gives back what need not be sent, and takes out of the open ones what is decided. */
  void dropPointless() {
    for (int i : open) {
      Upload upload = batch.get(i);
      if (outcomes[i] == null && upload.isPointless()) {
        giveBackAt(i, upload.run().isOver() ? SendAnswers.BEHIND : GIVEN_UP);
      }
    }
    open.removeIf(i -> outcomes[i] != null);
  }

  /** Gives back what is still open; returns all outcomes in the order of the batch. */
  List<SendOutcome> finish() {
    List<SendOutcome> all = new ArrayList<>(outcomes.length);
    for (int i = 0; i < outcomes.length; i++) {
      SendOutcome outcome = outcomes[i];
      all.add(outcome == null ? giveBackAt(i, GIVEN_UP) : outcome);
    }
    return all;
  }

  private SendOutcome giveBackAt(int i, String text) {
    return set(i, of(ResultCode.FAILURE, text), /* isGivenBack= */ true);
  }

  private SendOutcome set(int i, SendOutcome outcome, boolean isGivenBack) {
    outcomes[i] = outcome;
    if (isGivenBack) {
      batch.get(i).run().giveBack(batch.get(i).clientMsgId(), ticker.read());
    }
    return outcome;
  }
}
