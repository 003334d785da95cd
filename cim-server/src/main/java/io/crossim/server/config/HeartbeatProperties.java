package io.crossim.server.config;

import io.crossim.service.start.TimeSetting;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * How clients show that they live.
 *
 * @param time a connection from which nothing was read for so long is closed; a plain number means
 *     seconds
 */
@ConfigurationProperties("cim.heartbeat")
public record HeartbeatProperties(
    @DefaultValue("30") @DurationUnit(ChronoUnit.SECONDS) Duration time) {

  public HeartbeatProperties {
    TimeSetting.check("cim.heartbeat.time", time);
  }
}
