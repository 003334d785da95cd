package io.crossim.route.delivery;

import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.route.api.AckBatch;
import io.crossim.route.api.AckReply;
import io.crossim.route.api.Head;
import io.crossim.route.api.HeadsReply;
import io.crossim.route.api.HeadsRequest;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.ReadBatch;
import io.crossim.route.api.ReadBatchReply;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendBatchReply;
import java.util.concurrent.CompletableFuture;

/** What servers ask about messages: sends go up, the rest is the store's, one call per batch. */
public final class MessageService implements MessageApi {

  private final Uplink uplink;
  private final InboxStore store;
  private final InboxReads reads;

  /**
   * @param references turns what stands in inboxes for entries of conversations into messages
   * @param maxBody the largest body of a message, in bytes
   */
  public MessageService(Uplink uplink, InboxStore store, References references, int maxBody) {
    this.uplink = uplink;
    this.store = store;
    this.reads = new InboxReads(store, references, maxBody);
  }

  @Override
  public CompletableFuture<SendBatchReply> send(SendBatch batch) {
    return uplink.send(batch);
  }

  @Override
  public CompletableFuture<ReadBatchReply> read(ReadBatch batch) {
    return reads.read(batch);
  }

  @Override
  public CompletableFuture<AckReply> acknowledge(AckBatch batch) {
    return store
        .acknowledge(
            batch.getAcksList().stream()
                .map(
                    a ->
                        new Acknowledgement(a.getUserId(), a.getDevice(), a.getEpoch(), a.getSeq()))
                .toList())
        .thenApply(done -> AckReply.getDefaultInstance());
  }

  @Override
  public CompletableFuture<HeadsReply> heads(HeadsRequest request) {
    return store
        .states(
            request.getItemsList().stream()
                .map(item -> new InboxDevice(item.getUserId(), item.getDevice()))
                .toList())
        .thenApply(
            states -> {
              HeadsReply.Builder reply = HeadsReply.newBuilder();
              for (InboxState state : states) {
                reply.addHeads(Head.newBuilder().setEpoch(state.epoch()).setSeq(state.headSeq()));
              }
              return reply.build();
            });
  }
}
