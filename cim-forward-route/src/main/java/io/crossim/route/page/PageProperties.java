package io.crossim.route.page;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The chat page, {@code cim.web.*}.
 *
 * @param enabled whether this route serves it, and the JavaScript client
 */
@ConfigurationProperties("cim.web")
public record PageProperties(@DefaultValue("true") boolean enabled) {}
