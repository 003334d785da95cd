package io.crossim.service.credential;

import io.crossim.common.result.CimException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the secret of the cluster comes from, and who has to know it. Without {@code clusterSecret}
 * and {@code clusterSecretFile} it lies in discovery.
 *
 * @param clusterSecret the newest first; the first is used, all are taken
 * @param clusterSecretFile holds the same, one in a line, and is read again when it changes
 * @param sendSecret whether calls to other services carry the secret itself, for an upgrade from a
 *     version that takes nothing else
 * @param localScripts whether scripts on this machine need no credential; null: as {@code
 *     cim.security.accounts} says
 */
@ConfigurationProperties("cim.security")
record SecretProperties(
    @Nullable List<String> clusterSecret,
    @Nullable Path clusterSecretFile,
    @DefaultValue("false") boolean sendSecret,
    @Nullable Boolean localScripts) {

  private static final int LEAST = 16;

  SecretProperties {
    if (clusterSecret != null && clusterSecretFile != null) {
      throw CimException.invalid(
          "cim.security.cluster-secret-file",
          clusterSecretFile,
          "nothing, because cim.security.cluster-secret is set");
    }
    if (clusterSecret != null) {
      check("cim.security.cluster-secret", clusterSecret);
    }
  }

  static void check(String property, List<String> secrets) {
    if (secrets.isEmpty() || secrets.stream().anyMatch(secret -> !isLongEnough(secret))) {
      throw CimException.invalid(
          property,
          secrets.size() + " secrets",
          "one or more, of at least " + LEAST + " visible ASCII characters each");
    }
  }

  private static boolean isLongEnough(String secret) {
    return secret.length() >= LEAST && secret.chars().allMatch(c -> c > ' ' && c < 127);
  }

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return "SecretProperties[clusterSecret=[REDACTED], clusterSecretFile="
        + clusterSecretFile
        + ", sendSecret="
        + sendSecret
        + ", localScripts="
        + localScripts
        + "]";
  }
}
