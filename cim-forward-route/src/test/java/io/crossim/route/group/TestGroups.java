package io.crossim.route.group;

import com.google.protobuf.ByteString;
import io.crossim.common.trace.MessageTraces;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.account.memory.MemoryAccountStore;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.memory.MemoryConversationStore;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.memory.MemoryInboxStore;
import io.crossim.persistence.session.memory.MemorySessionStore;
import io.crossim.route.TestRoute;
import io.crossim.route.access.Access;
import io.crossim.route.access.AccountMode;
import io.crossim.route.access.Caller;
import io.crossim.route.access.TestAccess;
import io.crossim.route.access.Tokens;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.ChangedUsers;
import io.crossim.route.api.CreatedGroup;
import io.crossim.route.api.GroupChangeRequest;
import io.crossim.route.api.GroupCreateRequest;
import io.crossim.route.api.GroupRequest;
import io.crossim.route.api.GroupRoleRequest;
import io.crossim.route.api.GroupRules;
import io.crossim.route.api.GroupSendRequest;
import io.crossim.route.api.GroupUsersRequest;
import io.crossim.route.api.GroupVersion;
import io.crossim.route.api.HistoryPage;
import io.crossim.route.api.SentMessage;
import io.crossim.route.assembly.RouteAssembly;
import io.crossim.route.assembly.RouteThreads;
import io.crossim.route.conversation.GroupTraffic;
import io.crossim.route.delivery.CheckedMessage;
import io.crossim.route.delivery.OutgoingId;
import io.crossim.route.delivery.PrivateMessages;
import io.crossim.route.link.FakeGateway;
import io.crossim.service.clock.Deadline;
import io.crossim.service.limits.ClientAddress;
import io.crossim.service.limits.Refusals;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Groups of a test, in memory, with users who call for them. */
final class TestGroups implements AutoCloseable {

  /** Shows nothing. */
  static final Caller ANYBODY = caller(null);

  /** Shows a push key. */
  static final Caller APPLICATION = caller(TestAccess.PUSH_KEY);

  /** Has shown the secret of the cluster. */
  static final Caller OPERATOR = new Caller(address(), null, true, /* isOperator= */ true);

  /** The largest text. */
  static final int MOST_BYTES = 10_000;

  /** The most members of a group. */
  static final int MOST_MEMBERS = 200;

  private final AtomicLong time = new AtomicLong(System.currentTimeMillis());
  private final InstantSource clock = () -> Instant.ofEpochMilli(time.get());
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
  private final MemoryAccountStore accountStore = new MemoryAccountStore(clock);
  private final MemoryInboxStore inboxes = new MemoryInboxStore(InboxLimits.DEFAULT, clock);
  private final MemoryConversationStore store =
      new MemoryConversationStore(ConversationLimits.DEFAULT.withMaxMembers(MOST_MEMBERS), clock);
  private final Tokens tokens =
      TestAccess.tokens(InstantSource.system(), "the secret of this test");
  private final Accounts accounts = new Accounts(accountStore);
  private final TestRoute route;
  private final GroupServices services;

  /** Groups without limits on how often. */
  TestGroups(AccountMode mode) {
    this(mode, new GroupTraffic.Rates(0, 0, 0));
  }

  TestGroups(AccountMode mode, GroupTraffic.Rates rates) {
    this(mode, rates, /* keepsPrivate= */ false);
  }

  TestGroups(AccountMode mode, GroupTraffic.Rates rates, boolean keepsPrivate) {
    this.route =
        new TestRoute(
            new RouteAssembly.Stores(accountStore, new MemorySessionStore(clock), inboxes, store),
            node -> new FakeGateway("a"),
            new RouteThreads(Runnable::run, executor, executor),
            keepsPrivate);
    Access access = TestAccess.of(mode, tokens, accounts);
    this.services =
        new GroupServices(
            new GroupServices.Inputs(
                store,
                inboxes,
                access,
                accounts,
                MessageTraces.OFF,
                Runnable::run,
                executor,
                keepsPrivate),
            route.parts.conversations(),
            new GroupServices.Limits(TestAccess.limits(0), traffic(rates), MOST_BYTES));
  }

  private static GroupTraffic traffic(GroupTraffic.Rates rates) {
    return new GroupTraffic(
        rates,
        /* exemptLoopback= */ true,
        new Refusals(new EmbeddedChannel().eventLoop(), new SimpleMeterRegistry()));
  }

  private static Caller caller(@Nullable String token) {
    return new Caller(address(), token, true, /* isOperator= */ false);
  }

  /** Not of this machine, whose callers are free of limits. */
  private static ClientAddress address() {
    return ClientAddress.of(new InetSocketAddress("198.51.100.7", 1));
  }

  GroupServices services() {
    return services;
  }

  MemoryConversationStore store() {
    return store;
  }

  /** Lets time go by. */
  void pass(Duration duration) {
    time.addAndGet(duration.toMillis());
  }

  StoredAccount register(String name) {
    return accountStore.register(name, null);
  }

  /** An account with a password. */
  StoredAccount registerSafe(String name) {
    return accountStore.register(name, "the hash of a password");
  }

  /** Shows a token of an account. */
  Caller as(StoredAccount account) {
    return caller(tokens.issue(account).token());
  }

  long create(StoredAccount owner, StoredAccount... members) {
    return created(owner, Arrays.stream(members).map(StoredAccount::userId).toList()).groupId();
  }

  CreatedGroup created(StoredAccount owner, List<Long> members) {
    return services
        .creation()
        .create(
            new GroupCreateRequest(owner.userId(), "friends", members, null, null, null), ANYBODY)
        .join();
  }

  GroupVersion change(StoredAccount by, long group, GroupRules rules) {
    return services
        .groups()
        .change(new GroupChangeRequest(by.userId(), group, null, rules, null, null), ANYBODY)
        .join();
  }

  ChangedUsers add(StoredAccount by, long group, Long... users) {
    return services
        .members()
        .add(new GroupUsersRequest(by.userId(), group, List.of(users), null), ANYBODY)
        .join();
  }

  ChangedUsers remove(StoredAccount by, long group, Long... users) {
    return services
        .members()
        .remove(new GroupUsersRequest(by.userId(), group, List.of(users), null), ANYBODY)
        .join();
  }

  void role(StoredAccount by, long group, StoredAccount member, String role) {
    services
        .roles()
        .role(new GroupRoleRequest(by.userId(), group, member.userId(), role, null, null), ANYBODY)
        .join();
  }

  void leave(StoredAccount user, long group) {
    services.members().leave(new GroupRequest(user.userId(), group, null), ANYBODY).join();
  }

  /** Answers the place of the message. */
  long send(StoredAccount sender, long group, String text) {
    return services
        .messages()
        .send(
            new GroupSendRequest(sender.userId(), group, text, null, null, null, null, null, null),
            ANYBODY,
            "")
        .join()
        .conversationSeq();
  }

  /** Sends a private message; answers its place, or null where it is not kept. */
  @Nullable Long sendPrivate(StoredAccount sender, StoredAccount receiver, String text) {
    CheckedMessage message =
        new CheckedMessage(
            sender, receiver.userId(), "", ByteString.copyFromUtf8(text), OutgoingId.given(text));
    PrivateMessages nowhere =
        (all, trace, wantsStatus, limit) ->
            CompletableFuture.completedFuture(new SentMessage("1", 1, SentMessage.Status.STORED));
    return route
        .parts
        .conversations()
        .privateMessages(nowhere)
        .deliver(List.of(message), "", true, Deadline.of(Duration.ofMinutes(1)))
        .join()
        .conversationSeq();
  }

  HistoryPage history(
      StoredAccount reader, long group, @Nullable Long before, @Nullable Long after, int limit) {
    return services
        .history()
        .history(
            new HistoryRequest(reader.userId(), group, null, before, after, (long) limit), ANYBODY)
        .join();
  }

  @Override
  public void close() {
    route.close();
    executor.shutdownNow();
  }
}
