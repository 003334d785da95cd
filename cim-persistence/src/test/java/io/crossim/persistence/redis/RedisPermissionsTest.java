package io.crossim.persistence.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.cluster.RedisProcess;
import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.LogLines;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.AccountStoreContract;
import io.crossim.persistence.account.redis.RedisAccountStore;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.ConversationStoreContract;
import io.crossim.persistence.conversation.redis.RedisConversationStore;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.InboxStoreContract;
import io.crossim.persistence.inbox.redis.RedisInboxStore;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.SessionStoreContract;
import io.crossim.persistence.session.redis.RedisSessionStore;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The access list that the documentation gives is enough; what it lacks is named. */
class RedisPermissionsTest {

  private static final Path PAGE = Path.of("..", "doc", "operations.md");
  private static final String PASSWORD = "PASSWORD";
  private static RedisProcess redis;
  private static LettuceConnectionFactory factory;
  private static RedisLink link;

  @BeforeAll
  static void start() throws IOException {
    redis = TempRedis.start();
    run(documented());
    factory = RedisFixture.factory("redis://cim:" + PASSWORD + "@127.0.0.1:" + redis.port());
    link = new RedisLink(factory, RedisFixture.PATIENT);
  }

  @AfterAll
  static void stop() {
    factory.destroy();
    redis.close();
  }

  /** The command of the page. */
  private static String documented() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf("ACL SETUSER cim ");
    return page.substring(from, page.indexOf("```", from)).strip();
  }

  private static void run(String command) {
    RedisClient client = RedisClient.create(RedisURI.create(redis.uri()));
    try {
      String[] words = command.split("\\s+");
      CommandArgs<String, String> args = new CommandArgs<>(StringCodec.UTF8);
      Arrays.stream(words).skip(1).forEach(args::add);
      ProtocolKeyword name = new Keyword(words[0]);
      client.connect().sync().dispatch(name, new StatusOutput<>(StringCodec.UTF8), args);
    } finally {
      client.shutdown(Duration.ZERO, Duration.ZERO);
    }
  }

  private record Keyword(String text) implements ProtocolKeyword {
    @Override
    public byte[] getBytes() {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }

  @Test
  void theDocumentedPermissionsAreEnough() {
    assertThatCode(() -> RedisPermissions.check(link)).doesNotThrowAnyException();
    assertThat(new RedisSessionStore(link).epoch()).isNotEmpty();
  }

  @Test
  void withoutInfoTheCommandIsNamed() throws IOException {
    RedisLink lacking = withUser("without-info", " -info");

    assertThatThrownBy(() -> RedisPermissions.check(lacking))
        .isInstanceOf(UnavailableException.class)
        .hasMessage(
            "the Redis user lacks permissions: INFO; doc/operations.md lists what it needs");
    InboxStore inboxes = new RedisInboxStore(lacking, InboxLimits.DEFAULT, ReplicaWait.NONE);
    try (LogLines log = new LogLines()) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> Await.result(inboxes.states(List.of(new InboxDevice(1, "v2")))))
            .isInstanceOf(UnavailableException.class)
            .hasMessage(
                "Redis refuses a command: its user lacks a permission"
                    + " (doc/operations.md lists them)");
      }
      assertThat(log.warnings("lacks a permission")).hasSize(1);
    }
  }

  @Test
  void withOtherCommandsMissingTheyAreNamed() throws IOException {
    assertThatThrownBy(() -> RedisPermissions.check(withUser("no-streams", " -xadd -hset")))
        .hasMessageContaining("lacks permissions: HSET, XADD;");
    assertThatThrownBy(
            () -> RedisPermissions.check(withUser("no-scripts", " -eval -evalsha -wait")))
        .hasMessageContaining("lacks permissions: WAIT, EVAL, EVALSHA;");
  }

  @Test
  void withTooFewKeysTheyAreNamed() throws IOException {
    assertThatThrownBy(() -> RedisPermissions.check(withUser("few-keys", " resetkeys ~cim3:*")))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("GET of keys cim-account:*")
        .hasMessageContaining("GET of all keys, as names of version 2 are");
  }

  /** A link as a user that has the documented permissions but for these. */
  private static RedisLink withUser(String name, String changes) throws IOException {
    run(documented().replace("SETUSER cim ", "SETUSER " + name + " ") + changes);
    String uri = "redis://" + name + ":" + PASSWORD + "@127.0.0.1:" + redis.port();
    return new RedisLink(RedisFixture.factory(uri), RedisFixture.PATIENT);
  }

  @Nested
  class Inboxes extends InboxStoreContract {
    @Override
    protected InboxStore open(InboxLimits limits) {
      return new RedisInboxStore(link, limits, ReplicaWait.NONE);
    }
  }

  @Nested
  class Conversations extends ConversationStoreContract {
    @Override
    protected ConversationStore open(ConversationLimits limits) {
      return new RedisConversationStore(link, limits, ReplicaWait.NONE);
    }
  }

  @Nested
  class Sessions extends SessionStoreContract {
    @Override
    protected SessionStore open() {
      return new RedisSessionStore(link);
    }
  }

  @Nested
  class Accounts extends AccountStoreContract {
    @Override
    protected AccountStore open() {
      return new RedisAccountStore(link);
    }
  }
}
