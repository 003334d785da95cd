package io.crossim.route.config;

import io.crossim.common.result.CimException;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.embedded.EmbeddedConversationStore;
import io.crossim.persistence.conversation.memory.MemoryConversationStore;
import io.crossim.persistence.conversation.redis.RedisConversationStore;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.embedded.EmbeddedInboxStore;
import io.crossim.persistence.inbox.memory.MemoryInboxStore;
import io.crossim.persistence.inbox.redis.RedisInboxStore;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.RedisPermissions;
import io.crossim.persistence.redis.ReplicaWait;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.memory.MemorySessionStore;
import io.crossim.persistence.session.redis.RedisSessionStore;
import io.crossim.route.assembly.RouteAssembly;
import io.crossim.route.meter.MeteredAccountStore;
import io.crossim.route.meter.MeteredConversationStore;
import io.crossim.route.meter.MeteredInboxStore;
import io.crossim.route.meter.MeteredSessionStore;
import io.crossim.route.session.StoreEpoch;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

/** Chooses the stores of sessions and messages. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  ConversationProperties.class,
  GroupProperties.class,
  InboxProperties.class,
  OfflineStoreProperties.class
})
class StoreConfiguration {

  @Bean
  @ConditionalOnMissingBean
  SessionStore sessionStore(
      RouteProperties properties, ObjectProvider<RedisLink> redis, Clock clock) {
    return switch (properties.sessions().store()) {
      case REDIS -> new RedisSessionStore(redis.getObject());
      case MEMORY -> new MemorySessionStore(clock);
    };
  }

  @Bean
  @ConditionalOnMissingBean
  InboxStore inboxStore(
      InboxProperties inbox,
      OfflineStoreProperties checked,
      GroupProperties groups,
      RouteProperties properties,
      ObjectProvider<RedisLink> redis,
      Clock clock,
      MeterRegistry meters) {
    InboxLimits limits = inbox.limits(properties.limits().devices(), groups.perUser());
    InboxStore store =
        switch (inbox.store()) {
          case REDIS -> new RedisInboxStore(redis.getObject(), limits, replicas(inbox));
          case EMBEDDED -> {
            checkFiles("cim.inbox.store");
            yield new EmbeddedInboxStore(
                properties.data().directory().resolve("inbox"),
                limits,
                clock,
                inbox.embedded().sync());
          }
          case MEMORY -> new MemoryInboxStore(limits, clock);
        };
    FunctionCounter.builder("cim.inbox.lost", store, StoreConfiguration::lostMessages)
        .description("Messages that were accepted and gone when the files were opened")
        .register(meters);
    return store;
  }

  @Bean
  @ConditionalOnMissingBean
  ConversationStore conversationStore(
      ConversationProperties conversations,
      InboxProperties inbox,
      GroupProperties groups,
      RouteProperties properties,
      ObjectProvider<RedisLink> redis,
      Clock clock,
      MeterRegistry meters) {
    ConversationLimits limits = conversations.limits(inbox, groups);
    ConversationStore store =
        switch (conversations.storeBeside(inbox)) {
          case REDIS -> new RedisConversationStore(redis.getObject(), limits, replicas(inbox));
          case EMBEDDED -> {
            checkFiles("cim.conversations.store");
            yield new EmbeddedConversationStore(
                properties.data().directory().resolve("conversations"),
                limits,
                clock,
                inbox.embedded().sync());
          }
          case MEMORY -> new MemoryConversationStore(limits, clock);
        };
    FunctionCounter.builder("cim.conversation.lost", store, StoreConfiguration::lostEntries)
        .description("Entries that were accepted and gone when the files were opened")
        .register(meters);
    return store;
  }

  private static ReplicaWait replicas(InboxProperties inbox) {
    return new ReplicaWait(inbox.redis().waitReplicas(), inbox.redis().waitTimeout());
  }

  /** The stores with a count of the calls to them, whoever brought them. */
  @Bean
  RouteAssembly.Stores meteredStores(
      AccountStore accounts,
      SessionStore sessions,
      InboxStore inboxes,
      ConversationStore conversations,
      MeterRegistry meters) {
    return new RouteAssembly.Stores(
        new MeteredAccountStore(accounts, meters),
        new MeteredSessionStore(sessions, meters),
        new MeteredInboxStore(inboxes, meters),
        new MeteredConversationStore(conversations, meters));
  }

  @Bean
  StoreEpoch storeEpoch(
      SessionStore store, RouteAssembly.Stores metered, ObjectProvider<RedisLink> redis) {
    if (store instanceof RedisSessionStore) {
      RedisLink link = redis.getObject();
      return new StoreEpoch(metered.sessions(), link.address(), () -> RedisPermissions.check(link));
    }
    String where =
        store instanceof MemorySessionStore ? "memory" : store.getClass().getSimpleName();
    return new StoreEpoch(metered.sessions(), where, () -> {});
  }

  /** Only the embedded store can tell; none of the others has files of its own. */
  private static double lostMessages(InboxStore store) {
    return store instanceof EmbeddedInboxStore embedded ? embedded.lostMessages() : 0;
  }

  private static double lostEntries(ConversationStore store) {
    return store instanceof EmbeddedConversationStore embedded ? embedded.lostEntries() : 0;
  }

  /** RocksDB is part of the single process, and of what an embedder adds it to. */
  private static void checkFiles(String property) {
    if (!ClassUtils.isPresent("org.rocksdb.RocksDB", StoreConfiguration.class.getClassLoader())) {
      throw CimException.invalid(
          property,
          "embedded",
          "redis; files are for the single process, cim-standalone, which brings RocksDB");
    }
  }
}
