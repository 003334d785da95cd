package io.crossim.route.delivery;

import io.crossim.common.protocol.Conversation;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendBatchReply;
import io.crossim.route.api.SendItem;
import io.crossim.route.api.SendOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;

/**
 * Messages that came over the connections of a server. A batch is stored in the order in which it
 * came; where the store fails, that item and all behind it are undecided, so that a repeat keeps
 * the order.
 */
@RequiredArgsConstructor
public final class Uplink {

  private static final int MAX_ID = 64;
  private static final int MAX_CONTENT_TYPE = 128;
  private static final long MAX_BYTES = 1L << 20;

  private final Accounts accounts;
  private final InboxStore store;
  private final PushHints hints;
  private final GroupDelivery group;
  private final int maxBody;

  /**
   * Every item has its own outcome.
   *
   * @throws UnavailableException when accounts cannot be looked up; nothing was done
   */
  public SendBatchReply send(SendBatch batch) {
    List<SendOutcome.Builder> outcomes = new ArrayList<>(batch.getSendsCount());
    List<Integer> places = new ArrayList<>();
    List<Append> appends = new ArrayList<>();
    Map<Integer, StoredAccount> broadcasts = new HashMap<>();
    for (int i = 0; i < batch.getSendsCount(); i++) {
      SendItem item = batch.getSends(i);
      SendOutcome.Builder outcome = success();
      outcomes.add(outcome);
      try {
        StoredAccount sender = check(item);
        if (item.getConversationType() == Conversation.Type.ALL_VALUE) {
          broadcasts.put(i, sender);
        } else {
          appends.add(outgoing(item, sender).append());
          places.add(i);
        }
      } catch (UnavailableException e) {
        throw e;
      } catch (CimException e) {
        outcome.setCode(e.code().code()).setText(String.valueOf(e.getMessage()));
      }
    }
    List<CompletableFuture<Boolean>> pushes = append(appends, places, outcomes);
    broadcasts.forEach(
        (i, sender) -> {
          SendItem item = batch.getSends(i);
          group.deliver(sender, item.getContentType(), item.getBody(), item.getClientMsgId());
        });
    await(pushes);
    for (int i = 0; i < pushes.size(); i++) {
      outcomes.get(places.get(i)).setPushed(pushes.get(i).getNow(false));
    }
    SendBatchReply.Builder reply = SendBatchReply.newBuilder();
    outcomes.forEach(reply::addOutcomes);
    return reply.build();
  }

  private StoredAccount check(SendItem item) {
    boolean toAll = item.getConversationType() == Conversation.Type.ALL_VALUE;
    if (!toAll && item.getConversationType() != Conversation.Type.USER_VALUE) {
      throw CimException.invalid(
          "conversation.type", item.getConversationType(), "0 (a user) or 2 (everyone)");
    }
    int idLength = item.getClientMsgId().length();
    if (idLength > MAX_ID || (idLength == 0 && !toAll)) {
      throw CimException.invalid(
          "client_msg_id", idLength + " characters", "1 to " + MAX_ID + " characters");
    }
    if (item.getContentType().length() > MAX_CONTENT_TYPE) {
      throw CimException.invalid(
          "content_type",
          item.getContentType().length() + " characters",
          "at most " + MAX_CONTENT_TYPE);
    }
    if (item.getBody().isEmpty() || item.getBody().size() > maxBody) {
      throw CimException.invalid("body", item.getBody().size() + " bytes", "1 to " + maxBody);
    }
    return accounts.require("sender", item.getSenderId());
  }

  private Outgoing outgoing(SendItem item, StoredAccount sender) {
    accounts.require("conversation.id", item.getConversationId());
    return new Outgoing(
        sender,
        item.getConversationId(),
        item.getContentType(),
        item.getBody(),
        item.getClientMsgId());
  }

  /** Stores in calls of bounded size; after one that failed no other is made. */
  private List<CompletableFuture<Boolean>> append(
      List<Append> appends, List<Integer> places, List<SendOutcome.Builder> outcomes) {
    List<CompletableFuture<Boolean>> pushes = new ArrayList<>(appends.size());
    int from = 0;
    while (from < appends.size()) {
      int to = from;
      long bytes = 0;
      while (to < appends.size() && (to == from || bytes < MAX_BYTES)) {
        bytes += InboxLanes.weight(appends.get(to++));
      }
      List<Append> chunk = appends.subList(from, to);
      try {
        List<AppendOutcome> stored = Await.result(store.append(chunk));
        for (int i = 0; i < chunk.size(); i++) {
          pushes.add(note(chunk.get(i), stored.get(i), outcomes.get(places.get(from + i))));
        }
      } catch (CimException e) {
        places
            .subList(from, places.size())
            .forEach(
                i ->
                    outcomes
                        .get(i)
                        .setCode(ResultCode.FAILURE.code())
                        .setText(String.valueOf(e.getMessage()))
                        .setRetry(true));
        return pushes;
      }
      from = to;
    }
    return pushes;
  }

  private CompletableFuture<Boolean> note(
      Append append, AppendOutcome stored, SendOutcome.Builder outcome) {
    if (stored.status() == AppendOutcome.Status.FULL) {
      CimException full = PrivateDelivery.full(append.userId());
      outcome.setCode(full.code().code()).setText(String.valueOf(full.getMessage()));
      return CompletableFuture.completedFuture(false);
    }
    outcome.setMessageId(stored.messageId()).setSeq(stored.seq());
    return hints.hint(append, stored);
  }

  private static void await(List<CompletableFuture<Boolean>> pushes) {
    CompletableFuture.allOf(pushes.toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, PrivateDelivery.PUSH_WAIT.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private static SendOutcome.Builder success() {
    return SendOutcome.newBuilder().setCode(ResultCode.SUCCESS.code());
  }
}
