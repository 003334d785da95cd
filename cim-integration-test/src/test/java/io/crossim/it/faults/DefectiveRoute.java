package io.crossim.it.faults;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.Block;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.Follow;
import io.crossim.persistence.inbox.FollowOutcome;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.FollowedPage;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.Mute;
import io.crossim.persistence.inbox.PreferenceOutcome;
import io.crossim.route.config.RouteConfiguration;
import io.crossim.service.start.ServiceRunner;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A route with a defect: it answers that a message is stored, and stores it a little later. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(RouteConfiguration.class)
class DefectiveRoute {

  private static final long LATER_MS = 1_000;

  public static void main(String[] args) {
    ServiceRunner.run(DefectiveRoute.class, args, Map.of("server.port", 8083));
  }

  @Bean
  static BeanPostProcessor defect() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof InboxStore store ? new AnswersFirst(store) : bean;
      }
    };
  }

  private record AnswersFirst(InboxStore store, ScheduledExecutorService later)
      implements InboxStore {

    AnswersFirst(InboxStore store) {
      this(store, Executors.newSingleThreadScheduledExecutor());
    }

    @Override
    public CompletableFuture<List<AppendOutcome>> append(List<Append> batch) {
      var unused = later.schedule(() -> store.append(batch), LATER_MS, TimeUnit.MILLISECONDS);
      return CompletableFuture.completedFuture(
          batch.stream()
              .map(append -> new AppendOutcome(AppendOutcome.Status.STORED, "", 0, 0, 0))
              .toList());
    }

    @Override
    public CompletableFuture<List<InboxPage>> read(List<InboxQuery> queries) {
      return store.read(queries);
    }

    @Override
    public CompletableFuture<Void> acknowledge(List<Acknowledgement> acknowledgements) {
      return store.acknowledge(acknowledgements);
    }

    @Override
    public CompletableFuture<List<InboxState>> states(List<InboxDevice> devices) {
      return store.states(devices);
    }

    @Override
    public CompletableFuture<List<FollowOutcome>> follow(List<Follow> follows) {
      return store.follow(follows);
    }

    @Override
    public CompletableFuture<PreferenceOutcome> block(Block block) {
      return store.block(block);
    }

    @Override
    public CompletableFuture<List<Long>> blocked(long userId) {
      return store.blocked(userId);
    }

    @Override
    public CompletableFuture<PreferenceOutcome> mute(Mute mute) {
      return store.mute(mute);
    }

    @Override
    public CompletableFuture<List<Long>> muted(long userId, List<ConversationId> conversations) {
      return store.muted(userId, conversations);
    }

    @Override
    public CompletableFuture<FollowedPage> followed(long userId, String after, int limit) {
      return store.followed(userId, after, limit);
    }

    @Override
    public CompletableFuture<Void> unfollow(List<Followed> followed) {
      return store.unfollow(followed);
    }

    @Override
    public CompletableFuture<List<CollectOutcome>> collect(List<Collect> batch) {
      return store.collect(batch);
    }

    @Override
    public CompletableFuture<Void> caughtUp(long userId, long overflow) {
      return store.caughtUp(userId, overflow);
    }

    @Override
    public void close() {
      later.shutdownNow();
      store.close();
    }
  }
}
