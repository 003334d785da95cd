package io.crossim.route.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.access.AccountMode;
import io.crossim.route.access.Caller;
import io.crossim.route.api.BlockRequest;
import io.crossim.route.api.GroupChangeRequest;
import io.crossim.route.api.GroupCreateRequest;
import io.crossim.route.api.GroupRequest;
import io.crossim.route.api.GroupRoleRequest;
import io.crossim.route.api.GroupSendRequest;
import io.crossim.route.api.GroupUsersRequest;
import io.crossim.route.api.HistoryMessage;
import io.crossim.route.api.MessageEditRequest;
import io.crossim.route.api.MessageReactRequest;
import io.crossim.route.api.MessageRecallRequest;
import io.crossim.route.api.MuteRequest;
import io.crossim.route.api.ReadRequest;
import io.crossim.route.conversation.GroupTraffic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As whom a caller may act, in every call about groups. */
class GroupAccessTest {

  private final TestGroups open = new TestGroups(AccountMode.OPEN, new GroupTraffic.Rates(1, 2, 1));
  private final TestGroups test = new TestGroups(AccountMode.PASSWORD);
  private final GroupServices services = test.services();
  private final StoredAccount alice = test.registerSafe("alice");
  private final StoredAccount bob = test.registerSafe("bob");

  @AfterEach
  void close() {
    test.close();
    open.close();
  }

  private static void assertRefused(ResultCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .rootCause()
        .isInstanceOfSatisfying(CimException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private long group() {
    return services
        .creation()
        .create(
            new GroupCreateRequest(
                alice.userId(), "friends", List.of(bob.userId()), null, null, null),
            test.as(alice))
        .join()
        .groupId();
  }

  /** Every call, in the name of somebody. */
  private Map<String, Supplier<CompletableFuture<?>>> calls(Long id, long group, Caller caller) {
    Map<String, Supplier<CompletableFuture<?>>> calls = new LinkedHashMap<>();
    GroupRequest one = new GroupRequest(id, group, null);
    GroupUsersRequest users = new GroupUsersRequest(id, group, List.of(bob.userId()), null);
    calls.put(
        "create",
        () ->
            services
                .creation()
                .create(new GroupCreateRequest(id, "x", null, null, null, null), caller));
    calls.put(
        "change",
        () ->
            services
                .groups()
                .change(new GroupChangeRequest(id, group, "x", null, null, null), caller));
    calls.put("add", () -> services.members().add(users, caller));
    calls.put("remove", () -> services.members().remove(users, caller));
    calls.put(
        "role",
        () ->
            services
                .roles()
                .role(new GroupRoleRequest(id, group, bob.userId(), "admin", null, null), caller));
    calls.put("join", () -> services.members().join(one, caller));
    calls.put("leave", () -> services.members().leave(one, caller));
    calls.put("dismiss", () -> services.groups().dismiss(one, caller));
    calls.put(
        "send",
        () ->
            services
                .messages()
                .send(
                    new GroupSendRequest(id, group, "x", null, null, null, null, null, null),
                    caller,
                    ""));
    calls.put(
        "edit",
        () ->
            services
                .messages()
                .edit(new MessageEditRequest(id, group, null, 1L, "x", null, null, null), caller));
    calls.put(
        "recall",
        () ->
            services
                .messages()
                .recall(new MessageRecallRequest(id, group, null, 1L, null, null), caller));
    calls.put(
        "react",
        () ->
            services
                .messages()
                .react(
                    new MessageReactRequest(id, group, null, 1L, "x", null, null, null), caller));
    calls.put("group", () -> services.infos().group(id, group, caller));
    calls.put("members", () -> services.infos().members(id, group, null, null, caller));
    calls.put(
        "read", () -> services.marks().read(new ReadRequest(id, group, null, 1L, null), caller));
    calls.put(
        "block",
        () -> services.blocks().block(new BlockRequest(id, bob.userId(), true, null), caller));
    calls.put(
        "mute", () -> services.mutes().mute(new MuteRequest(id, group, null, 1L, null), caller));
    calls.put("blocked", () -> services.blocks().blocked(id, caller));
    calls.put("readers", () -> services.marks().readers(id, group, 1L, caller));
    calls.put(
        "history",
        () ->
            services
                .history()
                .history(new HistoryRequest(id, group, null, null, null, null), caller));
    calls.put(
        "conversations", () -> services.conversations().conversations(id, null, null, caller));
    return calls;
  }

  @Test
  void everyCallNeedsATokenOfItsUser() {
    long group = group();
    for (Caller caller : List.of(TestGroups.ANYBODY, test.as(bob), TestGroups.APPLICATION)) {
      calls(alice.userId(), group, caller)
          .forEach(
              (name, call) ->
                  assertThatThrownBy(() -> call.get().join())
                      .as(name)
                      .rootCause()
                      .isInstanceOfSatisfying(
                          CimException.class,
                          e -> assertThat(e.code()).isEqualTo(ResultCode.TOKEN_INVALID)));
    }
    assertThat(services.infos().group(alice.userId(), group, test.as(alice)).join().memberCount())
        .isEqualTo(2);
  }

  @Test
  void accountsWithoutAPasswordCannotActInPasswordMode() {
    StoredAccount eve = test.register("eve");
    assertRefused(
        ResultCode.PASSWORD_WRONG,
        () ->
            services
                .conversations()
                .conversations(eve.userId(), null, null, TestGroups.ANYBODY)
                .join());
  }

  @Test
  void anApplicationMakesGroupsAsTheSystemAndReadsNone() {
    Caller application = TestGroups.APPLICATION;
    long group =
        services
            .creation()
            .create(
                new GroupCreateRequest(null, "news", List.of(alice.userId()), null, null, null),
                application)
            .join()
            .groupId();
    services
        .roles()
        .role(new GroupRoleRequest(0L, group, alice.userId(), "owner", null, null), application)
        .join();
    services
        .messages()
        .send(
            new GroupSendRequest(null, group, "welcome", null, null, null, null, null, null),
            application,
            "")
        .join();
    List<HistoryMessage> messages =
        services
            .history()
            .history(
                new HistoryRequest(alice.userId(), group, null, null, null, 1L), test.as(alice))
            .join()
            .messages();
    assertThat(messages.get(0).senderId()).isZero();
    assertThat(messages.get(0).senderName()).isNull();
    assertThat(messages.get(0).msg()).isEqualTo("welcome");
    assertThatThrownBy(
            () ->
                services
                    .history()
                    .history(new HistoryRequest(null, group, null, null, null, null), application))
        .hasMessageStartingWith("userId: nothing");
  }

  @Test
  void anOperatorActsAsAnybodyThatThereIs() {
    long group = group();
    assertThat(
            services
                .history()
                .history(
                    new HistoryRequest(bob.userId(), group, null, null, null, null),
                    TestGroups.OPERATOR)
                .join()
                .messages())
        .hasSize(1);
    services.groups().dismiss(new GroupRequest(null, group, null), TestGroups.OPERATOR).join();
    assertRefused(
        ResultCode.ACCOUNT_MISMATCH,
        () ->
            services.conversations().conversations(4_711L, null, null, TestGroups.OPERATOR).join());
  }

  @Test
  void whatMayBeDoneIsBounded() {
    StoredAccount carol = open.register("carol");
    StoredAccount stranger = open.register("stranger");
    long group = open.create(carol);
    long other = open.create(carol);
    assertRefused(ResultCode.REQUEST_LIMIT, () -> open.create(carol));
    open.create(stranger);

    for (int i = 0; i < 5; i++) { // uses up nothing of what the group may be sent
      assertRefused(ResultCode.NOT_A_MEMBER, () -> open.send(stranger, group, "x"));
    }
    assertRefused(ResultCode.REQUEST_LIMIT, () -> repeat(() -> open.send(carol, group, "often")));
    open.send(carol, other, "once");
    assertRefused(
        ResultCode.REQUEST_LIMIT, () -> repeat(() -> open.remove(carol, group, stranger.userId())));
  }

  private static void repeat(Runnable call) {
    for (int i = 0; i < 1_000; i++) {
      call.run();
    }
  }
}
