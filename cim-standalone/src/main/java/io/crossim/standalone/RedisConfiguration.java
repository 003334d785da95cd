package io.crossim.standalone;

import java.util.List;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The client of Redis, where one of the stores is to lie there. A plain import, because what the
 * application excludes from its auto-configuration stays out of every other one.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(RedisConfiguration.IsWanted.class)
@Import(DataRedisAutoConfiguration.class)
class RedisConfiguration {

  static final class IsWanted implements Condition {

    private static final List<String> STORES =
        List.of(
            "cim.accounts.store",
            "cim.sessions.store",
            "cim.inbox.store",
            "cim.conversations.store");

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return STORES.stream()
          .map(store -> context.getEnvironment().getProperty(store, ""))
          .anyMatch(value -> value.strip().equalsIgnoreCase("redis"));
    }
  }
}
