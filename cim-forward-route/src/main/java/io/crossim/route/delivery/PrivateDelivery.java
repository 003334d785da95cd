package io.crossim.route.delivery;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import io.crossim.route.link.ServerLink;
import io.crossim.route.link.ServerLinks;
import io.crossim.server.api.Push;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import lombok.RequiredArgsConstructor;

/** Brings a private message to the servers that hold its receiver. */
@RequiredArgsConstructor
public final class PrivateDelivery {

  private final SessionStore sessions;
  private final ServerLinks links;

  /**
   * Pushes messages to one receiver, in their order; blocks until their servers have answered.
   *
   * @throws CimException with {@link ResultCode#RECEIVER_OFFLINE} when no connection took one of
   *     them, {@link UnavailableException} when that could not be found out
   */
  public void deliver(long receiverId, List<Push> pushes) {
    Set<ServerLink> servers = new LinkedHashSet<>();
    for (Session session : sessions.find(receiverId)) {
      links.live(session.server(), session.incarnation()).ifPresent(servers::add);
    }
    List<List<CompletableFuture<Boolean>>> outcomes = new ArrayList<>();
    for (Push push : pushes) {
      outcomes.add(servers.stream().map(server -> server.push(push)).toList());
    }
    for (List<CompletableFuture<Boolean>> outcome : outcomes) {
      if (!takenAnywhere(outcome)) {
        throw new CimException(
            ResultCode.RECEIVER_OFFLINE, "user " + receiverId + " is offline; nothing was stored");
      }
    }
  }

  private static boolean takenAnywhere(List<CompletableFuture<Boolean>> servers) {
    boolean taken = false;
    UnavailableException away = null;
    for (CompletableFuture<Boolean> server : servers) {
      try {
        taken |= server.join();
      } catch (CompletionException e) {
        away = new UnavailableException("the receiver's server did not answer", e.getCause());
        if (e.getCause() instanceof CimException refused
            && refused.code() == ResultCode.REQUEST_LIMIT) {
          throw refused;
        }
      }
    }
    if (!taken && away != null) {
      throw away;
    }
    return taken;
  }
}
