package io.crossim.standalone;

import io.crossim.common.result.CimException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The single process's own settings, {@code cim.standalone.*}.
 *
 * @param sendPort a second HTTP port that answers {@code /sendMsg} only, where scripts look for the
 *     IM server; 0 for any free port, -1 for none
 */
@ConfigurationProperties("cim.standalone")
record StandaloneProperties(@DefaultValue("8081") int sendPort) {

  StandaloneProperties {
    if (sendPort < -1 || sendPort > 65_535) {
      throw CimException.invalid("cim.standalone.send-port", sendPort, "-1 to 65535");
    }
  }
}
