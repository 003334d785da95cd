package io.crossim.service.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * Says whether a proof was made for this process. Remembers good proofs together with the secrets
 * that were taken then, because a connection shows the same proof with each request. Any thread;
 * never blocks.
 */
final class ProofCheck {

  /** More than a cluster has connections to one of its services; those beyond are checked again. */
  private static final int REMEMBERED = 4_096;

  private final Set<String> targets = new CopyOnWriteArraySet<>();
  private final Cache<String, List<String>> good =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /** Proofs for this address are for this process. */
  void answersTo(String target) {
    targets.add(target);
  }

  /**
   * Checks the value of a header.
   *
   * @param taken the secrets of which any may have been used
   */
  boolean accepts(String header, List<String> taken) {
    if (taken.equals(good.getIfPresent(header))) {
      return true;
    }
    Proof proof = Proof.parse(header);
    if (proof == null || !holds(proof, taken)) {
      return false;
    }
    good.put(header, taken);
    return true;
  }

  private boolean holds(Proof proof, List<String> taken) {
    boolean any = false;
    for (String secret : taken) {
      for (String target : targets) {
        any |= proof.holds(secret, target);
      }
    }
    return any;
  }
}
