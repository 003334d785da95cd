package io.crossim.route.login;

import io.crossim.metastore.ServerNode;
import io.crossim.route.api.PlacementApi;
import io.crossim.route.api.PlacementReply;
import io.crossim.route.api.PlacementReply.Verdict;
import io.crossim.route.api.PlacementRequest;
import io.crossim.route.link.ServerLinks;
import io.crossim.route.selection.Candidates;
import io.crossim.route.selection.SelectionStrategy;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;

/** Says which clients of a server the strategy would now send elsewhere. */
@RequiredArgsConstructor
public final class Placement implements PlacementApi {

  /** What the fullest server may have more than the emptiest, as a part of the mean. */
  private static final double EVEN = 0.1;

  private static final PlacementReply UNSETTLED = verdict(Verdict.UNSETTLED);
  private static final PlacementReply BALANCED = verdict(Verdict.BALANCED);

  private final ServerLinks links;
  private final SelectionStrategy strategy;

  @Override
  public CompletableFuture<PlacementReply> place(PlacementRequest request) {
    return links.candidates().thenApply(candidates -> place(request, candidates));
  }

  private PlacementReply place(PlacementRequest request, Candidates candidates) {
    List<ServerNode> servers = candidates.servers();
    if (!servers.stream().map(ServerNode::name).toList().equals(request.getServersList())
        || !request.getServersList().contains(request.getServer())) {
      return UNSETTLED;
    }
    IntSummaryStatistics counts = servers.stream().mapToInt(links::clientsOf).summaryStatistics();
    if (counts.getMax() - counts.getMin() <= EVEN * counts.getAverage()) {
      return BALANCED;
    }
    return strategy.isFixed()
        ? belongingElsewhere(request, candidates)
        : beyondTheMean(request, servers, counts.getAverage());
  }

  private PlacementReply belongingElsewhere(PlacementRequest request, Candidates candidates) {
    PlacementReply.Builder reply = PlacementReply.newBuilder().setVerdict(Verdict.MOVE);
    int place = 0;
    while (place < request.getUserIdsCount() && reply.getMovingCount() < request.getLimit()) {
      boolean stays =
          strategy
              .select(candidates, request.getUserIds(place))
              .map(server -> server.name().equals(request.getServer()))
              .orElse(true);
      if (!stays) {
        reply.addMoving(place);
      }
      place++;
    }
    return reply.setExamined(place).build();
  }

  private PlacementReply beyondTheMean(
      PlacementRequest request, List<ServerNode> servers, double mean) {
    int here =
        servers.stream()
            .filter(server -> server.name().equals(request.getServer()))
            .mapToInt(links::clientsOf)
            .sum();
    int count =
        (int) Math.min(here - mean, Math.min(request.getLimit(), request.getUserIdsCount()));
    if (count < 1) {
      return BALANCED;
    }
    PlacementReply.Builder reply = PlacementReply.newBuilder().setVerdict(Verdict.MOVE);
    for (int place = 0; place < count; place++) {
      reply.addMoving(place);
    }
    return reply.setExamined(count).build();
  }

  private static PlacementReply verdict(Verdict verdict) {
    return PlacementReply.newBuilder().setVerdict(verdict).build();
  }
}
