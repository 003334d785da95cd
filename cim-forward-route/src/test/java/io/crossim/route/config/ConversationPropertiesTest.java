package io.crossim.route.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.route.conversation.GroupTraffic;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ConversationPropertiesTest {

  private static <T> T bind(String prefix, Class<T> type, Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, type);
  }

  private static ConversationProperties conversations(Map<String, String> properties) {
    return bind("cim.conversations", ConversationProperties.class, properties);
  }

  private static GroupProperties groups(Map<String, String> properties) {
    return bind("cim.groups", GroupProperties.class, properties);
  }

  private static InboxProperties inbox(Map<String, String> properties) {
    return bind("cim.inbox", InboxProperties.class, properties);
  }

  @Test
  void defaultsAreThoseOfTheStore() {
    assertThat(conversations(Map.of()).limits(inbox(Map.of()), groups(Map.of())))
        .isEqualTo(ConversationLimits.DEFAULT);
    assertThat(groups(Map.of()).rates()).isEqualTo(new GroupTraffic.Rates(100, 20, 100));
    assertThat(groups(Map.of()).perUser()).isEqualTo(1_000);
  }

  @Test
  void conversationsLieWhereInboxesDoUnlessItIsSaid() {
    InboxProperties inMemory = inbox(Map.of("cim.inbox.store", "memory"));

    assertThat(conversations(Map.of()).storeBeside(inMemory))
        .isEqualTo(InboxProperties.Store.MEMORY);
    assertThat(conversations(Map.of("cim.conversations.store", "embedded")).storeBeside(inMemory))
        .isEqualTo(InboxProperties.Store.EMBEDDED);
  }

  @Test
  void referencesDoNotOutliveWhatTheyName() {
    ConversationProperties shorter = conversations(Map.of("cim.conversations.max-age", "7d"));

    assertThatThrownBy(() -> shorter.limits(inbox(Map.of()), groups(Map.of())))
        .hasMessage(
            "cim.conversations.max-age: PT168H (expected: at least cim.inbox.max-age, PT720H)");
  }

  @Test
  void aWrongValueIsNamed() {
    assertThatThrownBy(() -> conversations(Map.of("cim.conversations.max-length", "0")))
        .hasRootCauseMessage("cim.conversations.max-length: 0 (expected: 1-10000000)");
    assertThatThrownBy(() -> groups(Map.of("cim.groups.max-members", "501")))
        .hasRootCauseMessage("cim.groups.max-members: 501 (expected: 2-500)");
    assertThatThrownBy(() -> groups(Map.of("cim.groups.sends-per-second", "-1")))
        .hasRootCauseMessage("cim.groups.sends-per-second: -1 (expected: 0-1000000)");
  }
}
