package io.crossim.service.management;

import io.crossim.common.result.CimException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointProperties.Group;
import org.springframework.core.env.Environment;

/** Refuses settings of Spring Boot's endpoints that would have no effect at the management port. */
final class UnusedSettings {

  private static final String CORS = "management.endpoints.web.cors";
  private static final String PROBE_PATHS =
      "management.endpoint.health.probes.add-additional-paths";
  private static final String GROUPS = "management.endpoint.health.group";

  private UnusedSettings() {}

  /**
   * Does nothing where none of them is set.
   *
   * @throws CimException that says what to set instead
   */
  static void refuse(Environment environment) {
    Binder binder = Binder.get(environment);
    if (binder.bind(CORS, Bindable.mapOf(String.class, Object.class)).isBound()) {
      throw CimException.invalid(
          CORS + ".*", "set", "none: pages in a browser see nothing of this port");
    }
    if (binder.bind(PROBE_PATHS, Boolean.class).orElse(false)) {
      throw CimException.invalid(
          PROBE_PATHS, true, GROUPS + ".liveness.additional-path=management:/livez, or readiness");
    }
    binder
        .bind(GROUPS, Bindable.mapOf(String.class, Group.class))
        .ifBound(groups -> groups.forEach(UnusedSettings::check));
  }

  private static void check(String name, Group group) {
    String path = group.getAdditionalPath();
    if (path != null && path.startsWith(Group.SERVER_PREFIX)) {
      throw CimException.invalid(
          GROUPS + "." + name + ".additional-path",
          path,
          Group.MANAGEMENT_PREFIX + "/PATH, at the management port");
    }
  }
}
