package io.crossim.service.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * Tells under {@code cim} which service this is, and of which version and commit of CIM. All other
 * keys of the endpoint are the application's.
 */
@RequiredArgsConstructor
final class ServiceInfo implements InfoContributor {

  private static final String UNKNOWN = "unknown";

  private final String name;

  /** What the build has written about the commit; empty for a source tree without Git. */
  private final Properties commit;

  static ServiceInfo of(String name) {
    ClassPathResource written = new ClassPathResource("commit.properties", ServiceInfo.class);
    try {
      return new ServiceInfo(
          name,
          written.exists() ? PropertiesLoaderUtils.loadProperties(written) : new Properties());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void contribute(Info.Builder info) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("name", name);
    told.put(
        "version",
        Optional.ofNullable(ServiceInfo.class.getPackage().getImplementationVersion())
            .orElse(UNKNOWN));
    told.put("commit", commit.getProperty("git.commit.id.abbrev", UNKNOWN));
    told.put("branch", commit.getProperty("git.branch", UNKNOWN));
    told.put("time", commit.getProperty("git.commit.time", UNKNOWN));
    info.withDetail("cim", told);
  }
}
