package io.crossim.route.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.access.AccountMode;
import io.crossim.route.access.Caller;
import io.crossim.route.api.ChangedUsers;
import io.crossim.route.api.GroupChangeRequest;
import io.crossim.route.api.GroupRequest;
import io.crossim.route.api.GroupRoleRequest;
import io.crossim.route.api.GroupRules;
import io.crossim.route.api.GroupSendRequest;
import io.crossim.route.api.GroupUsersRequest;
import io.crossim.route.api.MessageEditRequest;
import io.crossim.route.api.MessageReactRequest;
import io.crossim.route.api.MessageRecallRequest;
import io.crossim.route.api.ReadRequest;
import io.crossim.route.api.SentToGroup;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who may do what in a group: by role, and by the settings of the group. The codes are those that
 * the one who tries is told.
 */
class GroupPermissionsTest {

  private final TestGroups test = new TestGroups(AccountMode.OPEN);
  private final StoredAccount owner = test.register("owner");
  private final StoredAccount admin = test.register("admin");
  private final StoredAccount member = test.register("member");
  private final StoredAccount otherOwner = test.register("other owner");
  private final StoredAccount otherAdmin = test.register("other admin");
  private final StoredAccount otherMember = test.register("other member");
  private final StoredAccount stranger = test.register("stranger");
  private final StoredAccount formerMember = test.register("former member");

  @AfterEach
  void close() {
    test.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # action               | settings      | owner | admin | member | former | stranger | system
          end the group          |               | 9000  | 9302  | 9302   | 9301   | 9301     | 9000
          make an owner          |               | 9000  | 9302  | 9302   | 9301   | 9301     | 9000
          make an admin          |               | 9000  | 9302  | 9302   | 9301   | 9301     | 9000
          unmake an admin        |               | 9000  | 9302  | 9302   | 9301   | 9301     | 9000
          unmake an owner        |               | 9000  | 9302  | 9302   | 9301   | 9301     | 9000
          rename                 |               | 9000  | 9000  | 9302   | 9301   | 9301     | 9000
          change settings        |               | 9000  | 9000  | 9302   | 9301   | 9301     | 9000
          remove a member        |               | 9000  | 9000  | 9302   | 9301   | 9301     | 9000
          remove an admin        |               | 9000  | 9302  | 9302   | 9301   | 9301     | 9000
          remove an owner        |               | 9000  | 9302  | 9302   | 9301   | 9301     | 9000
          mute a member          |               | 9000  | 9000  | 9302   | 9301   | 9301     | 9000
          mute an admin          |               | 9000  | 9302  | 9302   | 9301   | 9301     | 9000
          mute an owner          |               | 9302  | 9302  | 9302   | 9301   | 9301     | 9302
          add                    |               | 9000  | 9000  | 9000   | 9301   | 9301     | 9000
          add                    | invite=admins | 9000  | 9000  | 9302   | 9301   | 9301     | 9000
          join                   |               | 9000  | 9000  | 9000   | 9302   | 9302     | 3000
          join                   | join=open     | 9000  | 9000  | 9000   | 9000   | 9000     | 3000
          leave                  |               | 9000  | 9000  | 9000   | 9000   | 9301     | 3000
          post                   |               | 9000  | 9000  | 9000   | 9301   | 9301     | 9000
          post                   | speak=admins  | 9000  | 9000  | 9302   | 9301   | 9301     | 9000
          post while muted       |               | 9000  | 9302  | 9302   | 9301   | 9301     | 9000
          mention all            |               | 9000  | 9000  | 9000   | 9301   | 9301     | 9000
          edit one's own         |               | 9000  | 9000  | 9000   | 9301   | 9301     | 9000
          edit one's own         | speak=admins  | 9000  | 9000  | 9302   | 9301   | 9301     | 9000
          edit a member's        |               | 9302  | 9302  | 9302   | 9301   | 9301     | 9302
          recall one's own       |               | 9000  | 9000  | 9000   | 9301   | 9301     | 9000
          recall a member's      |               | 9000  | 9000  | 9302   | 9301   | 9301     | 9000
          recall an admin's      |               | 9000  | 9302  | 9302   | 9301   | 9301     | 9000
          react                  |               | 9000  | 9000  | 9000   | 9301   | 9301     | 3000
          react                  | speak=admins  | 9000  | 9000  | 9000   | 9301   | 9301     | 3000
          say what is read       |               | 9000  | 9000  | 9000   | 9301   | 9301     | 3000
          ask who has read       |               | 9000  | 9000  | 9000   | 9301   | 9301     | 3000
          read history           |               | 9000  | 9000  | 9000   | 9301   | 9301     | 3000
          look at the group      |               | 9000  | 9000  | 9000   | 9301   | 9301     | 9000
          list the members       |               | 9000  | 9000  | 9000   | 9301   | 9301     | 9000
          """)
  void everybodyMayDoWhatTheirRolePermits(
      String action,
      @Nullable String settings,
      String asOwner,
      String asAdmin,
      String asMember,
      String asFormerMember,
      String asStranger,
      String asSystem) {
    assertThat(
            List.of(
                code(action, settings, owner),
                code(action, settings, admin),
                code(action, settings, member),
                code(action, settings, formerMember),
                code(action, settings, stranger),
                code(action, settings, null)))
        .as("owner, admin, member, former member, stranger, system")
        .containsExactly(asOwner, asAdmin, asMember, asFormerMember, asStranger, asSystem);
  }

  /**
   * The code of an action in a group that nothing has happened in before.
   *
   * @param by null for the system
   */
  private String code(String action, @Nullable String settings, @Nullable StoredAccount by) {
    long group = newGroup();
    if (settings != null) {
      test.change(owner, group, rules(settings));
    }
    try {
      Object answer = act(action, group, by);
      return answer instanceof ChangedUsers changed && !changed.refused().isEmpty()
          ? changed.refused().get(0).code()
          : "9000";
    } catch (RuntimeException e) {
      return Await.cause(e) instanceof CimException known ? known.code().code() : e.toString();
    }
  }

  private long newGroup() {
    long group =
        test.create(owner, admin, member, otherOwner, otherAdmin, otherMember, formerMember);
    test.role(owner, group, admin, "admin");
    test.role(owner, group, otherAdmin, "admin");
    test.role(owner, group, otherOwner, "owner");
    test.leave(formerMember, group);
    return group;
  }

  private static GroupRules rules(String setting) {
    String value = setting.substring(setting.indexOf('=') + 1);
    return switch (setting.substring(0, setting.indexOf('='))) {
      case "invite" -> new GroupRules(null, value, null, null);
      case "join" -> new GroupRules(null, null, value, null);
      default -> new GroupRules(null, null, null, value);
    };
  }

  private @Nullable Object act(String action, long group, @Nullable StoredAccount by) {
    Caller caller = by == null ? TestGroups.APPLICATION : TestGroups.ANYBODY;
    Long id = by == null ? null : by.userId();
    GroupServices to = test.services();
    CompletableFuture<?> done =
        switch (action) {
          case "end the group" -> to.groups().dismiss(new GroupRequest(id, group, null), caller);
          case "make an owner" -> role(group, id, otherMember, "owner", caller);
          case "make an admin" -> role(group, id, otherMember, "admin", caller);
          case "unmake an admin" -> role(group, id, otherAdmin, "member", caller);
          case "unmake an owner" -> role(group, id, otherOwner, "member", caller);
          case "rename" ->
              to.groups()
                  .change(
                      new GroupChangeRequest(id, group, "another name", null, null, null), caller);
          case "change settings" ->
              to.groups()
                  .change(
                      new GroupChangeRequest(
                          id, group, null, new GroupRules("all", null, null, null), null, null),
                      caller);
          case "remove a member" -> to.members().remove(users(group, id, otherMember), caller);
          case "remove an admin" -> to.members().remove(users(group, id, otherAdmin), caller);
          case "remove an owner" -> to.members().remove(users(group, id, otherOwner), caller);
          case "mute a member" -> mute(group, id, otherMember, caller);
          case "mute an admin" -> mute(group, id, otherAdmin, caller);
          case "mute an owner" -> mute(group, id, otherOwner, caller);
          case "add" ->
              to.members().add(users(group, id, test.register("newcomer " + group)), caller);
          case "join" -> to.members().join(new GroupRequest(id, group, null), caller);
          case "leave" -> to.members().leave(new GroupRequest(id, group, null), caller);
          case "post" -> post(group, id, false, caller);
          case "post while muted" -> {
            if (by == admin || by == member) {
              mute(group, owner.userId(), by, TestGroups.ANYBODY).join();
            }
            yield post(group, id, false, caller);
          }
          case "mention all" -> post(group, id, true, caller);
          case "edit one's own" -> edit(group, id, own(group, by, caller), caller);
          case "edit a member's" -> edit(group, id, test.send(otherMember, group, "hi"), caller);
          case "recall one's own" -> recall(group, id, own(group, by, caller), caller);
          case "recall a member's" -> recall(group, id, test.send(otherMember, group, "x"), caller);
          case "recall an admin's" -> recall(group, id, test.send(otherAdmin, group, "x"), caller);
          case "react" ->
              to.messages()
                  .react(
                      new MessageReactRequest(
                          id, group, null, test.send(owner, group, "x"), "+1", null, null, null),
                      caller);
          case "say what is read" ->
              to.marks().read(new ReadRequest(id, group, null, 1L, null), caller);
          case "ask who has read" -> to.marks().readers(id, group, 1L, caller);
          case "read history" ->
              to.history().history(new HistoryRequest(id, group, null, null, null, null), caller);
          case "look at the group" -> to.infos().group(id, group, caller);
          case "list the members" -> to.infos().members(id, group, null, null, caller);
          default -> throw new IllegalArgumentException(action);
        };
    return done.join();
  }

  private CompletableFuture<?> role(
      long group, @Nullable Long by, StoredAccount whom, String role, Caller caller) {
    return test.services()
        .roles()
        .role(new GroupRoleRequest(by, group, whom.userId(), role, null, null), caller);
  }

  private CompletableFuture<?> mute(
      long group, @Nullable Long by, StoredAccount whom, Caller caller) {
    return test.services()
        .roles()
        .role(new GroupRoleRequest(by, group, whom.userId(), null, 60L, null), caller);
  }

  private static GroupUsersRequest users(long group, @Nullable Long by, StoredAccount user) {
    return new GroupUsersRequest(by, group, List.of(user.userId()), null);
  }

  private CompletableFuture<SentToGroup> post(
      long group, @Nullable Long by, boolean mentionsAll, Caller caller) {
    return test.services()
        .messages()
        .send(
            new GroupSendRequest(by, group, "hi", null, null, mentionsAll, null, null, null),
            caller,
            "");
  }

  private CompletableFuture<?> edit(long group, @Nullable Long by, long seq, Caller caller) {
    return test.services()
        .messages()
        .edit(new MessageEditRequest(by, group, null, seq, "ho", null, null, null), caller);
  }

  private CompletableFuture<?> recall(long group, @Nullable Long by, long seq, Caller caller) {
    return test.services()
        .messages()
        .recall(new MessageRecallRequest(by, group, null, seq, null, null), caller);
  }

  /** A message of theirs; of somebody who cannot post, one of the owner. */
  private long own(long group, @Nullable StoredAccount by, Caller caller) {
    try {
      Long sender = by == null ? null : by.userId();
      return post(group, sender, false, caller).join().conversationSeq();
    } catch (CompletionException e) {
      return test.send(owner, group, "hi");
    }
  }
}
