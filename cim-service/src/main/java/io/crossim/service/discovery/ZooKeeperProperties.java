package io.crossim.service.discovery;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.convert.DurationUnit;

/**
 * The ZooKeeper of the cluster, under the names of the field.
 *
 * @param addr {@code host} or {@code host:port}, several separated by commas, perhaps with a path
 *     behind the last one
 * @param registers {@code app.zk.switch}: false keeps this process out of discovery
 * @param root without effect, as it always was
 */
@ConfigurationProperties("app.zk")
public record ZooKeeperProperties(
    @DefaultValue("127.0.0.1:2181") String addr,
    @DefaultValue Connect connect,
    @Name("switch") @DefaultValue("true") boolean registers,
    @Nullable String root) {

  /**
   * How to connect.
   *
   * @param timeout of one attempt, in milliseconds where no unit stands; attempts go on for ever
   */
  public record Connect(@DefaultValue("5s") @DurationUnit(ChronoUnit.MILLIS) Duration timeout) {}
}
