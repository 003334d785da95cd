package io.crossim.route.conversation;

import io.crossim.common.result.Await;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.MemberPage;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.Follow;
import io.crossim.persistence.inbox.InboxStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Stores with a defect that the play has to find out. */
final class PlantedDefects {

  /** So many calls an old list is answered before it is read anew. */
  private static final int LIST_LASTS = 20;

  private PlantedDefects() {}

  private interface Replacement {
    @Nullable Object instead(Method method, Object[] arguments);
  }

  private static <T> T replacing(Class<T> type, T store, Replacement replacement) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object[] given = arguments == null ? new Object[0] : arguments;
              Object instead = replacement.instead(method, given);
              return instead == null ? call(store, method, given) : instead;
            }));
  }

  private static Object call(Object store, Method method, Object[] arguments) {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException | IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A collect is taken wherever the cursor stands, but for one that asks. */
  static InboxStore uncheckedCursors(InboxStore store) {
    return replacing(
        InboxStore.class,
        store,
        (method, arguments) -> {
          if (!method.getName().equals("collect")) {
            return null;
          }
          List<CollectOutcome> outcomes = new ArrayList<>();
          for (Object one : (List<?>) arguments[0]) {
            Collect collect = (Collect) one;
            outcomes.add(Await.result(store.collect(List.of(unchecked(store, collect)))).get(0));
          }
          return CompletableFuture.completedFuture(outcomes);
        });
  }

  private static Collect unchecked(InboxStore store, Collect collect) {
    if (collect.from().equals(Place.NOWHERE)) {
      return collect;
    }
    Follow follow = new Follow(collect.userId(), collect.conversation());
    Place cursor = Await.result(store.follow(List.of(follow))).get(0).cursor();
    return new Collect(
        collect.userId(), collect.conversation(), cursor, collect.upTo(), collect.places());
  }

  /** A member list is answered for a while whatever became of the group, as if it were of now. */
  static ConversationStore agingLists(ConversationStore store) {
    Map<Long, MemberPage> kept = new HashMap<>();
    Map<Long, Integer> uses = new HashMap<>();
    return replacing(
        ConversationStore.class,
        store,
        (method, arguments) -> {
          if (!method.getName().equals("members")) {
            return null;
          }
          long group = (Long) arguments[0];
          MemberPage now = Await.result(store.members(group, "", 1_000));
          MemberPage old = kept.get(group);
          if (old == null || uses.merge(group, 1, Integer::sum) % LIST_LASTS == 0) {
            kept.put(group, now);
            old = now;
          }
          return CompletableFuture.completedFuture(
              new MemberPage(now.version(), old.members(), null));
        });
  }
}
