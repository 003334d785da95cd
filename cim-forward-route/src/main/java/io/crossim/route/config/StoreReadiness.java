package io.crossim.route.config;

import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.route.session.StoreEpoch;
import io.crossim.service.operation.Readiness;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells whether all stores can be used, and if not, why. Never blocks. */
record StoreReadiness(
    StoreEpoch sessions,
    InboxStore inboxes,
    ConversationStore conversations,
    AccountStore accounts) {

  void addTo(Readiness readiness) {
    readiness.require("store", () -> trouble().isEmpty(), this::trouble);
  }

  /** In the words of the stores; empty when there is none. */
  String trouble() {
    Optional<String> away =
        sessions.current().isEmpty() ? Optional.of(sessions.trouble()) : Optional.empty();
    Stream<String> others =
        Stream.of(inboxes.trouble(), conversations.trouble(), accounts.trouble())
            .flatMap(Optional::stream)
            .filter(trouble -> away.isEmpty() || !trouble.contains(sessions.where()));
    return Stream.concat(away.stream(), others)
        .distinct() // several may lie in one Redis
        .collect(Collectors.joining("; "));
  }
}
