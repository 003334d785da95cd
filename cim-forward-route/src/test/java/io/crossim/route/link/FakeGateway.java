package io.crossim.route.link;

import com.google.protobuf.InvalidProtocolBufferException;
import io.crossim.common.protocol.Message;
import io.crossim.common.result.UnavailableException;
import io.crossim.server.api.Broadcast;
import io.crossim.server.api.BroadcastReply;
import io.crossim.server.api.DisplaceReply;
import io.crossim.server.api.DisplaceRequest;
import io.crossim.server.api.FetchReply;
import io.crossim.server.api.FetchRequest;
import io.crossim.server.api.GatewayApi;
import io.crossim.server.api.LinkPing;
import io.crossim.server.api.LinkPong;
import io.crossim.server.api.Notice;
import io.crossim.server.api.NoticeBatch;
import io.crossim.server.api.NoticeReply;
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
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cim-server made of what a test says. */
public final class FakeGateway implements GatewayApi {

  public final List<PushBatch> pushBatches = new CopyOnWriteArrayList<>();
  public final List<Push> pushed = new CopyOnWriteArrayList<>();
  public final List<Broadcast> broadcasts = new CopyOnWriteArrayList<>();
  public final List<Notice> notices = new CopyOnWriteArrayList<>();

  /** The users of hints. */
  public final List<Long> began = new CopyOnWriteArrayList<>();

  public final List<Long> ended = new CopyOnWriteArrayList<>();
  public final List<SessionRef> displaced = new CopyOnWriteArrayList<>();
  public final List<String> displacedWith = new CopyOnWriteArrayList<>();
  public final List<Long> released = new CopyOnWriteArrayList<>();

  /** How many of the pings that were answered asked to bind all sessions again. */
  public final AtomicInteger boundAgain = new AtomicInteger();

  public volatile String incarnation;
  public volatile boolean leaving;
  public volatile int clients;
  public volatile boolean answersProbes = true;
  public volatile PushOutcome pushOutcome = PushOutcome.TAKEN;
  public final List<Long> fetched = new CopyOnWriteArrayList<>();
  public volatile @Nullable SessionRef probed;
  public volatile OnlineReply online = OnlineReply.getDefaultInstance();

  public volatile BroadcastReply broadcastReply = BroadcastReply.getDefaultInstance();

  /** Pushes and broadcasts as they come, by the sender's id of each. */
  public final List<String> delivered = new CopyOnWriteArrayList<>();

  public volatile boolean takesConversations;
  public volatile boolean answersPushes = true;

  /** The answers of pushes that came meanwhile. */
  final Queue<CompletableFuture<PushReply>> unanswered = new ConcurrentLinkedQueue<>();

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
  public CompletableFuture<LinkPong> ping(LinkPing ping) {
    return answer(() -> pingNow(ping));
  }

  private LinkPong pingNow(LinkPing ping) {
    check();
    if (ping.getBindAgain()) {
      boundAgain.incrementAndGet();
    }
    return LinkPong.newBuilder()
        .setIncarnation(incarnation)
        .setLeaving(leaving)
        .setClients(clients)
        .setTakesConversations(takesConversations)
        .build();
  }

  @Override
  public CompletableFuture<PushReply> push(PushBatch batch) {
    if (answersPushes) {
      return answer(() -> pushNow(batch));
    }
    CompletableFuture<PushReply> later = new CompletableFuture<>();
    unanswered.add(later);
    return later;
  }

  private PushReply pushNow(PushBatch batch) {
    check();
    pushBatches.add(batch);
    PushReply.Builder reply = PushReply.newBuilder();
    for (Push push : batch.getPushesList()) {
      pushed.add(push);
      delivered.add(id(batch, push));
      reply.addOutcomes(pushOutcome);
    }
    return reply.build();
  }

  private static String id(PushBatch batch, Push push) {
    int shared = push.getSharedPayload();
    try {
      return Message.parseFrom(shared == 0 ? push.getPayload() : batch.getPayloads(shared - 1))
          .getClientMsgId();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public CompletableFuture<BroadcastReply> broadcast(Broadcast broadcast) {
    return answer(() -> broadcastNow(broadcast));
  }

  private BroadcastReply broadcastNow(Broadcast broadcast) {
    check();
    broadcasts.add(broadcast);
    delivered.add(broadcast.getClientMsgId());
    return broadcastReply;
  }

  @Override
  public CompletableFuture<OnlineReply> online(OnlineRequest request) {
    return answer(() -> onlineNow(request));
  }

  private OnlineReply onlineNow(OnlineRequest request) {
    check();
    return online;
  }

  @Override
  public CompletableFuture<ProbeReply> probe(SessionRef session) {
    return answer(() -> probeNow(session));
  }

  private ProbeReply probeNow(SessionRef session) {
    check();
    probed = session;
    return ProbeReply.newBuilder().setAnswers(answersProbes).build();
  }

  @Override
  public CompletableFuture<FetchReply> fetch(FetchRequest request) {
    return answer(() -> fetchNow(request));
  }

  private FetchReply fetchNow(FetchRequest request) {
    check();
    fetched.add(request.getUserId());
    return FetchReply.getDefaultInstance();
  }

  @Override
  public CompletableFuture<ReleaseReply> release(ReleaseRequest request) {
    return answer(() -> releaseNow(request));
  }

  private ReleaseReply releaseNow(ReleaseRequest request) {
    check();
    released.add(request.getUserId());
    return ReleaseReply.getDefaultInstance();
  }

  @Override
  public CompletableFuture<DisplaceReply> displace(DisplaceRequest request) {
    return answer(() -> displaceNow(request));
  }

  private DisplaceReply displaceNow(DisplaceRequest request) {
    check();
    displaced.add(request.getSession());
    displacedWith.add(request.getText());
    return DisplaceReply.getDefaultInstance();
  }

  @Override
  public CompletableFuture<NoticeReply> notices(NoticeBatch batch) {
    return answer(() -> noticesNow(batch));
  }

  private NoticeReply noticesNow(NoticeBatch batch) {
    check();
    notices.addAll(batch.getNoticesList());
    began.addAll(batch.getBeganList());
    ended.addAll(batch.getEndedList());
    return NoticeReply.getDefaultInstance();
  }

  private static <T> CompletableFuture<T> answer(Supplier<T> call) {
    try {
      return CompletableFuture.completedFuture(call.get());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
