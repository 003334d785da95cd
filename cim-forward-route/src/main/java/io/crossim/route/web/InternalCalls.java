package io.crossim.route.web;

import io.crossim.route.api.AckBatch;
import io.crossim.route.api.BindBatch;
import io.crossim.route.api.CollectRequest;
import io.crossim.route.api.ConversationApi;
import io.crossim.route.api.HeadsRequest;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.PlacementApi;
import io.crossim.route.api.PlacementRequest;
import io.crossim.route.api.ReadBatch;
import io.crossim.route.api.ReceiptBatch;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SessionApi;
import io.crossim.route.api.SignalBatch;
import io.crossim.route.api.UnbindBatch;
import io.crossim.route.api.WatchRequest;
import io.crossim.service.call.CallTable;
import io.crossim.service.call.CallTableBuilder;
import lombok.RequiredArgsConstructor;

/** The calls of cim-servers, protobuf both ways. */
@RequiredArgsConstructor
public final class InternalCalls implements CallTable.Source {

  private final SessionApi sessions;
  private final MessageApi messages;
  private final ConversationApi conversations;
  private final PlacementApi placement;

  @Override
  public void addTo(CallTableBuilder calls) {
    calls
        .internal(RoutePaths.BIND, BindBatch.parser(), sessions::bind)
        .internal(RoutePaths.UNBIND, UnbindBatch.parser(), sessions::unbind)
        .internal(RoutePaths.SEND, SendBatch.parser(), messages::send)
        .internal(RoutePaths.READ, ReadBatch.parser(), messages::read)
        .internal(RoutePaths.ACKNOWLEDGE, AckBatch.parser(), messages::acknowledge)
        .internal(RoutePaths.HEADS, HeadsRequest.parser(), messages::heads)
        .internal(RoutePaths.COLLECT, CollectRequest.parser(), conversations::collect)
        .internal(RoutePaths.RECEIPTS, ReceiptBatch.parser(), conversations::receipts)
        .internal(RoutePaths.SIGNALS, SignalBatch.parser(), conversations::signals)
        .internal(RoutePaths.WATCH, WatchRequest.parser(), conversations::watch)
        .internal(RoutePaths.PLACEMENT, PlacementRequest.parser(), placement::place);
  }
}
