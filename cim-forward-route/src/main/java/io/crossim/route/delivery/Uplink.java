package io.crossim.route.delivery;

import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.MessageBounds;
import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.Step;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.session.SessionStore;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendBatchReply;
import io.crossim.route.session.BoundSessions;
import io.opentelemetry.api.trace.Span;
import java.util.BitSet;
import java.util.List;
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
  private final BroadcastDelivery everyone;
  private final PostUplink posts;
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
      BroadcastDelivery everyone,
      PostUplink posts,
      int maxBody,
      MessageTraces traces,
      Executor executor) {
    this.accounts = accounts;
    this.bound = new BoundSessions(sessions);
    this.writer = new InboxWriter(store, sessions, traces, "of clients");
    this.hints = hints;
    this.everyone = everyone;
    this.posts = posts;
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
    List<UploadedMessage> uploads = UploadedMessage.of(batch);
    return bound
        .unbound(uploads.stream().map(UploadedMessage::sender).toList())
        .thenCompose(unbound -> deliver(uploads, unbound));
  }

  /**
   * @param unbound the places of messages of which nothing becomes
   */
  private CompletableFuture<SendBatchReply> deliver(List<UploadedMessage> uploads, BitSet unbound) {
    for (UploadedMessage upload : uploads) {
      if (!accounts.remembers(upload.sender().userId())
          || (isToUser(upload) && !accounts.remembers(upload.receiverId()))) {
        return CompletableFuture.supplyAsync(() -> check(uploads, unbound), executor)
            .thenCompose(UplinkBatch::deliver);
      }
    }
    return check(uploads, unbound).deliver();
  }

  private static boolean isToUser(UploadedMessage upload) {
    return !upload.isToAll() && !upload.isToGroup();
  }

  private UplinkBatch check(List<UploadedMessage> uploads, BitSet unbound) {
    SendSteps steps = new SendSteps();
    UplinkOutcomes outcomes = new UplinkOutcomes(uploads.size());
    try {
      for (UploadedMessage upload : uploads) {
        Span span = traces.follow(Step.ROUTE, upload.trace());
        int place = outcomes.add(span);
        if (unbound.get(place)) {
          outcomes.unbound(place);
        } else {
          add(upload, place, span, steps, outcomes);
        }
      }
    } catch (RuntimeException e) {
      outcomes.abandon(e);
      throw e;
    }
    return new UplinkBatch(writer, hints, everyone, posts, steps, outcomes);
  }

  private void add(
      UploadedMessage upload, int place, Span span, SendSteps steps, UplinkOutcomes outcomes) {
    try {
      boolean isPosted = upload.isToGroup() || (!upload.isToAll() && posts.keepsPrivate());
      Message message = check(upload, isPosted);
      StoredAccount sender = accounts.require("sender", upload.sender().userId());
      if (upload.isToAll()) {
        steps.add(new SendSteps.Broadcast(place, sender, message));
        return;
      }
      OutgoingId id = OutgoingId.given(message.getClientMsgId());
      String trace = MessageTraces.onward(span, upload.trace());
      long receiver = upload.receiverId();
      if (upload.isToGroup()) {
        Post post =
            CheckedPost.of(sender, ConversationId.group(receiver), message, id, maxBody)
                .post(trace);
        posts.count(sender.userId(), receiver, upload.isLocal());
        steps.add(new SendSteps.Posted(place, post, upload.wantsStatus()));
        return;
      }
      accounts.require("receiver", receiver);
      if (isPosted) {
        ConversationId pair = ConversationId.pair(sender.userId(), receiver);
        Post post = CheckedPost.of(sender, pair, message, id, maxBody).post(trace);
        steps.add(new SendSteps.Posted(place, post, upload.wantsStatus()));
        return;
      }
      Append append = new CheckedMessage(sender, receiver, message, id).append(trace);
      steps.add(new SendSteps.Private(place, sender.userId(), append, upload.wantsStatus()));
    } catch (UnavailableException e) {
      throw e;
    } catch (CimException e) {
      outcomes.refused(place, e);
    }
  }

  private Message check(UploadedMessage upload, boolean isPosted) {
    Message message = upload.message();
    if (message == null) {
      throw CimException.invalid("payload", "other bytes", "a message");
    }
    int type = message.getConversation().getTypeValue();
    if (isToUser(upload) && type != Conversation.Type.USER_VALUE) {
      throw CimException.invalid(
          "conversation.type", type, "0 (a user), 1 (a group) or 2 (everyone)");
    }
    if (!upload.isToAll() || !message.getClientMsgIdBytes().isEmpty()) {
      MessageBounds.checkId("client_msg_id", message.getClientMsgId());
    }
    return isPosted ? message : checkContent(message);
  }

  private Message checkContent(Message message) {
    if (message.getKindValue() != Kind.CONTENT_VALUE) {
      throw CimException.invalid(
          "kind",
          message.getKindValue(),
          "0 (content), because no log keeps it; see cim.conversations.private");
    }
    MessageBounds.checkContentType(message.getContentType());
    int size = message.getBody().size();
    if (size < 1 || size > maxBody) {
      throw CimException.invalid("body", size + " bytes", "1 to " + maxBody);
    }
    return message;
  }
}
