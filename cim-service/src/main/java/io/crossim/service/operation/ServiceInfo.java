package io.crossim.service.operation;

import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Tells which service this is, and of which version of CIM. */
@RequiredArgsConstructor
final class ServiceInfo implements InfoContributor {

  private final String name;

  @Override
  public void contribute(Info.Builder info) {
    String version =
        Optional.ofNullable(ServiceInfo.class.getPackage().getImplementationVersion())
            .orElse("unknown");
    info.withDetail("app", Map.of("name", name, "version", version));
  }
}
