package io.crossim.route.config;

import io.crossim.common.result.CimException;
import io.crossim.persistence.conversation.ConversationLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Where conversations are kept, and which, {@code cim.conversations.*}.
 *
 * @param store null for the same as {@code cim.inbox.store}
 * @param maxAge older entries are dropped
 * @param maxLength the most entries of one conversation
 * @param keepsPrivate whether private messages are kept as conversations of two users
 */
@ConfigurationProperties("cim.conversations")
record ConversationProperties(
    InboxProperties.@Nullable Store store,
    @DefaultValue("30d") Duration maxAge,
    @DefaultValue("100000") int maxLength,
    @Name("private") @DefaultValue("false") boolean keepsPrivate) {

  ConversationProperties {
    if (maxAge.compareTo(Duration.ofMinutes(1)) < 0
        || maxAge.compareTo(Duration.ofDays(3_650)) > 0) {
      throw CimException.invalid("cim.conversations.max-age", maxAge, "a time from 1m to 3650d");
    }
    if (maxLength < 1 || maxLength > 10_000_000) {
      throw CimException.invalid("cim.conversations.max-length", maxLength, "1-10000000");
    }
  }

  /** Where they are kept. */
  InboxProperties.Store storeBeside(InboxProperties inbox) {
    return store == null ? inbox.store() : store;
  }

  /**
   * The bounds of conversations.
   *
   * @throws CimException when inboxes would keep references for longer than what they name
   */
  ConversationLimits limits(InboxProperties inbox, GroupProperties groups) {
    if (maxAge.compareTo(inbox.maxAge()) < 0) {
      throw CimException.invalid(
          "cim.conversations.max-age", maxAge, "at least cim.inbox.max-age, " + inbox.maxAge());
    }
    return ConversationLimits.DEFAULT
        .withRetention(maxAge, maxLength)
        .withMaxMembers(groups.maxMembers());
  }
}
