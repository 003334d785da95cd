package io.crossim.service.call;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What pages in browsers may do.
 *
 * @param origins of the pages that may call, beside those of this very host
 */
@ConfigurationProperties("cim.web")
public record WebProperties(@DefaultValue List<String> origins) {

  public WebProperties {
    WebOrigins.of(origins);
  }
}
