package io.crossim.route.link;

import io.crossim.common.result.UnavailableException;
import io.crossim.server.api.Broadcast;
import io.crossim.server.api.BroadcastReply;
import io.crossim.server.api.DisplaceReply;
import io.crossim.server.api.FetchReply;
import io.crossim.server.api.FetchRequest;
import io.crossim.server.api.GatewayApi;
import io.crossim.server.api.LinkPing;
import io.crossim.server.api.LinkPong;
import io.crossim.server.api.OnlineReply;
import io.crossim.server.api.OnlineRequest;
import io.crossim.server.api.ProbeReply;
import io.crossim.server.api.Push;
import io.crossim.server.api.PushBatch;
import io.crossim.server.api.PushOutcome;
import io.crossim.server.api.PushReply;
import io.crossim.server.api.ReleaseReply;
import io.crossim.server.api.ReleaseRequest;
import io.crossim.server.api.SessionRef;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A cim-server made of what a test says. */
public final class FakeGateway implements GatewayApi {

  public final List<Push> pushed = new CopyOnWriteArrayList<>();
  public final List<Broadcast> broadcasts = new CopyOnWriteArrayList<>();
  public final List<SessionRef> displaced = new CopyOnWriteArrayList<>();
  public final List<Long> released = new CopyOnWriteArrayList<>();
  public volatile String incarnation;
  public volatile boolean answersProbes = true;
  public volatile PushOutcome pushOutcome = PushOutcome.TAKEN;
  public final List<Long> fetched = new CopyOnWriteArrayList<>();
  public volatile @Nullable SessionRef probed;
  public volatile OnlineReply online = OnlineReply.getDefaultInstance();
  private volatile @Nullable IOException down;

  public FakeGateway(String incarnation) {
    this.incarnation = incarnation;
  }

  public void fail(@Nullable IOException cause) {
    down = cause;
  }

  private void check() {
    IOException cause = down;
    if (cause != null) {
      throw new UnavailableException(String.valueOf(cause.getMessage()), cause);
    }
  }

  @Override
  public LinkPong ping(LinkPing ping) {
    check();
    return LinkPong.newBuilder().setIncarnation(incarnation).build();
  }

  @Override
  public PushReply push(PushBatch batch) {
    check();
    PushReply.Builder reply = PushReply.newBuilder();
    for (Push push : batch.getPushesList()) {
      pushed.add(push);
      reply.addOutcomes(pushOutcome);
    }
    return reply.build();
  }

  @Override
  public BroadcastReply broadcast(Broadcast broadcast) {
    check();
    broadcasts.add(broadcast);
    return BroadcastReply.getDefaultInstance();
  }

  @Override
  public OnlineReply online(OnlineRequest request) {
    check();
    return online;
  }

  @Override
  public ProbeReply probe(SessionRef session) {
    check();
    probed = session;
    return ProbeReply.newBuilder().setAnswers(answersProbes).build();
  }

  @Override
  public FetchReply fetch(FetchRequest request) {
    check();
    fetched.add(request.getUserId());
    return FetchReply.getDefaultInstance();
  }

  @Override
  public ReleaseReply release(ReleaseRequest request) {
    check();
    released.add(request.getUserId());
    return ReleaseReply.getDefaultInstance();
  }

  @Override
  public DisplaceReply displace(SessionRef session) {
    check();
    displaced.add(session);
    return DisplaceReply.getDefaultInstance();
  }
}
