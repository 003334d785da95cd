package io.crossim.client.sdk;

import io.crossim.client.chat.GroupChat;
import io.crossim.client.chat.GroupMember;
import io.crossim.client.chat.GroupPage;
import io.crossim.client.chat.GroupSummary;
import io.crossim.client.chat.NewGroup;
import io.crossim.client.chat.RefusedUser;
import io.crossim.client.chat.User;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.route.api.ConversationList;
import io.crossim.route.api.ConversationSummary;
import io.crossim.route.api.CreatedGroup;
import io.crossim.route.api.GroupMembers;
import io.crossim.route.api.HistoryPage;
import io.crossim.sdk.Client;
import io.crossim.sdk.Conversation;
import io.crossim.sdk.HistoryRange;
import io.crossim.sdk.OutgoingMessage;
import io.crossim.sdk.SendResult;
import io.crossim.sdk.SendStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;

/** The groups of a client's user. */
@RequiredArgsConstructor
final class SdkGroups implements GroupChat {

  private static final int PAGE = 100;

  /** Pages that are asked for at most: far more than a user has groups, or a group members. */
  private static final int MOST_PAGES = 1_000;

  /** As many entries as fit on a screen. */
  private static final int SHOWN = 20;

  private final Client client;
  private final long self;

  @Override
  public CompletableFuture<Long> send(long groupId, String text) {
    return client
        .sendToGroup(groupId, text)
        .thenApply(
            result -> {
              if (result.status() == SendStatus.UNKNOWN) {
                throw SdkChat.unknown();
              }
              return result.conversationSeq();
            });
  }

  @Override
  public List<GroupSummary> list() {
    Map<Long, GroupSummary> groups = new TreeMap<>();
    String after = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      ConversationList some = Await.result(client.conversations(after, PAGE));
      some.conversations().forEach(conversation -> add(groups, conversation));
      after = some.next();
      if (after == null) {
        break;
      }
    }
    return groups.values().stream().sorted(Comparator.comparing(GroupSummary::name)).toList();
  }

  private static void add(Map<Long, GroupSummary> groups, ConversationSummary conversation) {
    Long id = conversation.groupId();
    if (id != null) {
      String name = Objects.requireNonNullElse(conversation.name(), "");
      boolean isMuted = conversation.mutedUntil() != null;
      groups.put(
          id, new GroupSummary(id, name, conversation.unread(), conversation.mentions(), isMuted));
    }
  }

  @Override
  public String name(long groupId) {
    return Await.result(client.groups().get(groupId)).name();
  }

  @Override
  public NewGroup create(String name, List<Long> members) {
    CreatedGroup made = Await.result(client.groups().create(name, members));
    return new NewGroup(made.groupId(), refused(made.refused()));
  }

  @Override
  public List<RefusedUser> add(long groupId, List<Long> users) {
    return refused(Await.result(client.groups().add(groupId, users)).refused());
  }

  @Override
  public List<RefusedUser> remove(long groupId, List<Long> users) {
    return refused(Await.result(client.groups().remove(groupId, users)).refused());
  }

  private static List<RefusedUser> refused(List<io.crossim.route.api.RefusedUser> users) {
    return users.stream().map(user -> new RefusedUser(user.userId(), why(user.code()))).toList();
  }

  private static String why(String code) {
    return switch (ResultCode.of(code)) {
      case ACCOUNT_MISMATCH -> "there is no such user";
      case GROUP_FULL -> "the group, or the number of their groups, is at its limit";
      case NOT_ALLOWED -> "you may not do this to them";
      case BLOCKED -> "they take nothing from you";
      default -> "code " + code;
    };
  }

  @Override
  public void leave(long groupId) {
    Await.result(client.groups().leave(groupId));
  }

  @Override
  public void dismiss(long groupId) {
    Await.result(client.groups().dismiss(groupId));
  }

  @Override
  public List<GroupMember> members(long groupId) {
    Map<Long, GroupMember> members = new TreeMap<>();
    String after = null;
    long version = 0;
    for (int page = 0; page < MOST_PAGES; page++) {
      GroupMembers some = Await.result(client.groups().members(groupId, after, PAGE));
      if (after != null && some.version() != version) {
        members.clear(); // the group has changed between two pages
        after = null;
        continue;
      }
      version = some.version();
      some.members().forEach(member -> members.put(member.userId(), member(member)));
      after = some.next();
      if (after == null) {
        return List.copyOf(members.values());
      }
    }
    throw new CimException(
        ResultCode.FAILURE, "the group changes faster than it can be read; retry later");
  }

  private static GroupMember member(io.crossim.route.api.GroupMember member) {
    String name = Objects.requireNonNullElse(member.userName(), "?");
    return new GroupMember(new User(member.userId(), name), member.role());
  }

  @Override
  public GroupPage history(long groupId, OptionalLong before) {
    HistoryRange range =
        before.isPresent()
            ? HistoryRange.before(before.getAsLong(), SHOWN)
            : HistoryRange.last(SHOWN);
    HistoryPage page = Await.result(client.history(Conversation.group(groupId), range));
    return new GroupPage(GroupEntries.of(groupId, page.messages(), self), page.more());
  }

  @Override
  public void recall(long groupId, long place) {
    SendResult sent =
        Await.result(client.send(Conversation.group(groupId), OutgoingMessage.recall(place)));
    if (sent.status() == SendStatus.UNKNOWN) {
      throw SdkChat.unknown();
    }
  }
}
