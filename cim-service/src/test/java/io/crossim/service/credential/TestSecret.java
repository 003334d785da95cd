package io.crossim.service.credential;

import java.util.List;

/** A cluster with a secret that tests know. */
public final class TestSecret {

  public static final String SECRET = "the-secret-of-this-test";

  /** What an operator's script sends. */
  public static final String HEADER = "CIM " + SECRET;

  private TestSecret() {}

  public static ClusterCredential credential() {
    return new ClusterCredential(new ClusterSecret(() -> List.of(SECRET), System::nanoTime));
  }
}
