package io.crossim.service.clock;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code cim.clock.*}.
 *
 * @param offset how far the time of day of this process is ahead of its machine's, to try out
 *     clocks that disagree
 */
@ConfigurationProperties("cim.clock")
public record ClockProperties(@DefaultValue("0s") Duration offset) {}
