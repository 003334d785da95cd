package io.crossim.route.presence;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import io.crossim.route.api.Account;
import io.crossim.route.link.EveryServer;
import io.crossim.route.link.ServerLink;
import io.crossim.route.link.ServerLinks;
import io.crossim.server.api.FetchRequest;
import io.crossim.server.api.OnlineReply;
import io.crossim.server.api.OnlineRequest;
import io.crossim.server.api.OnlineUser;
import io.crossim.server.api.ReleaseRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Who is online: the servers' own registries are the truth. */
@Slf4j
@RequiredArgsConstructor
public final class Presence {

  private final EveryServer servers;
  private final ServerLinks links;
  private final SessionStore sessions;

  /**
   * The online users by ascending id, each once.
   *
   * @param limit the most users to answer; 0 for all
   * @param after only users with a higher id
   */
  public List<Account> online(int limit, long after) {
    OnlineRequest request = OnlineRequest.newBuilder().setLimit(limit).setAfter(after).build();
    TreeMap<Long, Account> users = new TreeMap<>();
    for (OnlineReply reply : servers.ask(server -> server.online(request))) {
      for (OnlineUser user : reply.getUsersList()) {
        users.put(user.getUserId(), new Account(user.getUserId(), user.getUserName()));
      }
    }
    return users.values().stream().limit(limit == 0 ? Long.MAX_VALUE : limit).toList();
  }

  /**
   * Asks the servers of a user to push what waits for him.
   *
   * @throws UnavailableException when it is not known where he is
   */
  public void fetch(long userId) {
    FetchRequest request = FetchRequest.newBuilder().setUserId(userId).build();
    Set<ServerLink> asked = new HashSet<>();
    for (Session session : Await.result(sessions.find(userId))) {
      Optional<ServerLink> link = links.live(session.server(), session.incarnation());
      if (link.isPresent() && asked.add(link.get())) {
        try {
          link.get().call(server -> server.fetch(request));
        } catch (CimException e) { // what waits is pushed by and by without being asked for
          log.debug("a fetch came to nothing: {}", e.getMessage());
        }
      }
    }
  }

  /**
   * A hint that a user is gone: his servers end connections that are closed or silent, and let his
   * next login replace one that lives.
   */
  public void release(long userId) {
    ReleaseRequest request = ReleaseRequest.newBuilder().setUserId(userId).build();
    try {
      for (Session session : Await.result(sessions.find(userId))) {
        links
            .live(session.server(), session.incarnation())
            .ifPresent(link -> link.call(server -> server.release(request)));
      }
    } catch (CimException e) { // no more than a hint, and its answer is a success in any case
      log.debug("an /offLine came to nothing: {}", e.getMessage());
    }
  }
}
