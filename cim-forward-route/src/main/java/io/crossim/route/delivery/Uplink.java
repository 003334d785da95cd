package io.crossim.route.delivery;

import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.MessageBounds;
import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.Step;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.session.SessionStore;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendBatchReply;
import io.crossim.route.api.SendItem;
import io.crossim.route.session.BoundSessions;
import io.opentelemetry.api.trace.Span;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Messages that came over the connections of a server. A batch is stored in the order in which it
 * came; where the store fails, that item and all behind it are undecided, so that a repeat keeps
 * the order.
 */
public final class Uplink {

  private final Accounts accounts;
  private final BoundSessions bound;
  private final InboxWriter writer;
  private final PushHints hints;
  private final BroadcastDelivery group;
  private final int maxBody;
  private final MessageTraces traces;
  private final Executor executor;

  /**
   * @param maxBody in bytes
   * @param executor looks accounts up that are not remembered, which blocks
   */
  public Uplink(
      Accounts accounts,
      InboxStore store,
      SessionStore sessions,
      PushHints hints,
      BroadcastDelivery group,
      int maxBody,
      MessageTraces traces,
      Executor executor) {
    this.accounts = accounts;
    this.bound = new BoundSessions(sessions);
    this.writer = new InboxWriter(store, sessions, traces, "of clients");
    this.hints = hints;
    this.group = group;
    this.maxBody = maxBody;
    this.traces = traces;
    this.executor = executor;
  }

  /**
   * Every item has its own outcome. Never blocks.
   *
   * @return fails with an {@link UnavailableException} when accounts or sessions cannot be looked
   *     up; nothing was done then
   */
  public CompletableFuture<SendBatchReply> send(SendBatch batch) {
    return bound.unbound(batch.getSendsList()).thenCompose(unbound -> deliver(batch, unbound));
  }

  /**
   * @param unbound the places of sends of which nothing becomes
   */
  private CompletableFuture<SendBatchReply> deliver(SendBatch batch, BitSet unbound) {
    for (SendItem item : batch.getSendsList()) {
      if (!accounts.remembers(item.getSenderId())
          || (!isToAll(item) && !accounts.remembers(item.getConversationId()))) {
        return CompletableFuture.supplyAsync(() -> check(batch, unbound), executor)
            .thenCompose(UplinkBatch::deliver);
      }
    }
    return check(batch, unbound).deliver();
  }

  private UplinkBatch check(SendBatch batch, BitSet unbound) {
    UplinkBatch checked = new UplinkBatch(writer, hints, group, batch.getSendsCount());
    try {
      for (int i = 0; i < batch.getSendsCount(); i++) {
        add(batch.getSends(i), unbound.get(i), checked);
      }
    } catch (RuntimeException e) {
      checked.abandon(e);
      throw e;
    }
    return checked;
  }

  private void add(SendItem item, boolean isUnbound, UplinkBatch checked) {
    Span span = checked.begin(traces.follow(Step.ROUTE, item.getTrace()));
    if (isUnbound) {
      checked.addUnbound();
      return;
    }
    try {
      StoredAccount sender = check(item);
      if (isToAll(item)) {
        checked.addToAll(sender, item);
      } else {
        String trace = MessageTraces.onward(span, item.getTrace());
        checked.add(item.getSenderId(), message(item, sender).append(trace));
      }
    } catch (UnavailableException e) {
      throw e;
    } catch (CimException e) {
      checked.addRefused(e);
    }
  }

  private static boolean isToAll(SendItem item) {
    return item.getConversationType() == Conversation.Type.ALL_VALUE;
  }

  private StoredAccount check(SendItem item) {
    boolean toAll = isToAll(item);
    if (!toAll && item.getConversationType() != Conversation.Type.USER_VALUE) {
      throw CimException.invalid(
          "conversation.type", item.getConversationType(), "0 (a user) or 2 (everyone)");
    }
    if (!toAll || !item.getClientMsgId().isEmpty()) {
      MessageBounds.checkId("client_msg_id", item.getClientMsgId());
    }
    MessageBounds.checkContentType(item.getContentType());
    if (item.getBody().isEmpty() || item.getBody().size() > maxBody) {
      throw CimException.invalid("body", item.getBody().size() + " bytes", "1 to " + maxBody);
    }
    return accounts.require("sender", item.getSenderId());
  }

  private CheckedMessage message(SendItem item, StoredAccount sender) {
    accounts.require("conversation.id", item.getConversationId());
    return new CheckedMessage(
        sender,
        item.getConversationId(),
        item.getContentType(),
        item.getBody(),
        OutgoingId.given(item.getClientMsgId()));
  }
}
