package io.crossim.service.warmup;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether a service warms up before it opens its ports.
 *
 * @param enabled {@code false} for a quicker start, behind which the first messages take longer
 */
@ConfigurationProperties("cim.warmup")
public record WarmupProperties(@DefaultValue("true") boolean enabled) {}
