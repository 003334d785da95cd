package io.crossim.route.api;

import io.crossim.common.http.ProtobufCaller;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;

/** A route, called over HTTP as cim-servers do. */
@RequiredArgsConstructor
public final class RoutePeer implements SessionApi, MessageApi, ConversationApi, PlacementApi {

  private final ProtobufCaller http;

  @Override
  public CompletableFuture<BindReply> bind(BindBatch batch) {
    return http.post(RoutePaths.BIND, batch, BindReply.parser());
  }

  @Override
  public CompletableFuture<UnbindReply> unbind(UnbindBatch batch) {
    return http.post(RoutePaths.UNBIND, batch, UnbindReply.parser());
  }

  @Override
  public CompletableFuture<SendBatchReply> send(SendBatch batch) {
    return http.post(RoutePaths.SEND, batch, SendBatchReply.parser());
  }

  @Override
  public CompletableFuture<ReadBatchReply> read(ReadBatch batch) {
    return http.post(RoutePaths.READ, batch, ReadBatchReply.parser());
  }

  @Override
  public CompletableFuture<AckReply> acknowledge(AckBatch batch) {
    return http.post(RoutePaths.ACKNOWLEDGE, batch, AckReply.parser());
  }

  @Override
  public CompletableFuture<HeadsReply> heads(HeadsRequest request) {
    return http.post(RoutePaths.HEADS, request, HeadsReply.parser());
  }

  @Override
  public CompletableFuture<CollectReply> collect(CollectRequest request) {
    return http.post(RoutePaths.COLLECT, request, CollectReply.parser());
  }

  @Override
  public CompletableFuture<ReceiptReply> receipts(ReceiptBatch batch) {
    return http.post(RoutePaths.RECEIPTS, batch, ReceiptReply.parser());
  }

  @Override
  public CompletableFuture<WatchReply> watch(WatchRequest request) {
    return http.post(RoutePaths.WATCH, request, WatchReply.parser());
  }

  @Override
  public CompletableFuture<SignalReply> signals(SignalBatch batch) {
    return http.post(RoutePaths.SIGNALS, batch, SignalReply.parser());
  }

  @Override
  public CompletableFuture<PlacementReply> place(PlacementRequest request) {
    return http.post(RoutePaths.PLACEMENT, request, PlacementReply.parser());
  }
}
