package io.crossim.server;

import io.crossim.server.config.ServerConfiguration;
import io.crossim.server.config.WarmupConfiguration;
import io.crossim.service.start.JarOrder;
import io.crossim.service.start.ServiceRunner;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The IM server as a process of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({ServerConfiguration.class, WarmupConfiguration.class})
public class CimServerApplication {

  private static final Map<String, Object> DEFAULTS =
      Map.of("spring.application.name", "cim-server", "server.port", "8081");

  public static void main(String[] args) {
    if (!JarOrder.mainAgain(CimServerApplication.class, args)) {
      ServiceRunner.run(CimServerApplication.class, args, DEFAULTS);
    }
  }
}
