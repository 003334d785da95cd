package io.crossim.route.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.Member;
import io.crossim.persistence.conversation.MemberPage;
import io.crossim.persistence.conversation.Role;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MemberListsTest {

  private static final ConversationId GROUP = ConversationId.group(7);

  /** The pages that the store answers, one after the other; the last one again and again. */
  private final List<CompletableFuture<MemberPage>> pages = new ArrayList<>();

  private int reads;

  private final MemberLists lists =
      new MemberLists(
          (ConversationStore)
              Proxy.newProxyInstance(
                  ConversationStore.class.getClassLoader(),
                  new Class<?>[] {ConversationStore.class},
                  (proxy, method, arguments) ->
                      method.getName().equals("groups")
                          ? CompletableFuture.completedFuture(Map.of())
                          : pages.get(Math.min(reads++, pages.size() - 1))));

  private static MemberPage page(long version, String next, long... users) {
    List<Member> members = new ArrayList<>();
    for (long user : users) {
      members.add(new Member(user, Role.MEMBER, user, 0, 0, 0, 0));
    }
    return new MemberPage(version, members, next.isEmpty() ? null : next);
  }

  private void answer(long version, String next, long... users) {
    pages.add(CompletableFuture.completedFuture(page(version, next, users)));
  }

  @Test
  void aListIsReadOnceForItsVersionAndThoseBefore() {
    answer(3, "", 1, 2);

    assertThat(Await.result(lists.of(GROUP, 3)).users()).containsExactly(1L, 2L);
    assertThat(Await.result(lists.of(GROUP, 2)).version()).isEqualTo(3);

    assertThat(reads).isEqualTo(1);
  }

  @Test
  void aLaterVersionIsReadAnew() {
    answer(3, "", 1);
    answer(4, "", 1, 2);
    Await.result(lists.of(GROUP, 3));

    assertThat(Await.result(lists.of(GROUP, 4)).users()).containsExactly(1L, 2L);
  }

  @Test
  void pagesOfOneVersionMakeOneList() {
    answer(3, "a", 1, 2);
    answer(3, "", 2, 9);

    MemberList list = Await.result(lists.of(GROUP, 3));

    assertThat(list.users()).containsExactly(1L, 2L, 9L);
    assertThat(list.joinSeq(2)).isEqualTo(9);
  }

  @Test
  void aChangeBetweenPagesBeginsAnew() {
    answer(3, "a", 1, 2);
    answer(4, "", 9);
    answer(4, "a", 1);
    answer(4, "", 9);

    assertThat(Await.result(lists.of(GROUP, 3)).users()).containsExactly(1L, 9L);
  }

  @Test
  void anEarlierVersionIsNeverUsed() {
    answer(3, "", 1);

    assertThatThrownBy(() -> Await.result(lists.of(GROUP, 4)))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("group 7 is at version 3, and was at 4");
  }

  @Test
  void callsShareAReadUnlessItAnswersAnEarlierVersion() {
    CompletableFuture<MemberPage> slow = new CompletableFuture<>();
    pages.add(slow);
    answer(4, "", 1, 2);

    CompletableFuture<MemberList> first = lists.of(GROUP, 3);
    CompletableFuture<MemberList> same = lists.of(GROUP, 3);
    CompletableFuture<MemberList> later = lists.of(GROUP, 4);
    assertThat(reads).isEqualTo(1);
    slow.complete(page(3, "", 1));

    assertThat(Await.result(first).version()).isEqualTo(3);
    assertThat(Await.result(same).version()).isEqualTo(3);
    assertThat(Await.result(later).version()).isEqualTo(4);
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void aStoreThatIsAwayFailsTheCallAndIsAskedAgain() {
    pages.add(CompletableFuture.failedFuture(new UnavailableException("away", null)));
    answer(3, "", 1);

    assertThatThrownBy(() -> Await.result(lists.of(GROUP, 3))).hasMessage("away");
    assertThat(Await.result(lists.of(GROUP, 3)).size()).isEqualTo(1);
  }
}
