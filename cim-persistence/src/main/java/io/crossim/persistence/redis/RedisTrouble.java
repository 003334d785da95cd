package io.crossim.persistence.redis;

import java.util.Arrays;
import java.util.List;
import lombok.RequiredArgsConstructor;

/** What keeps Redis from doing what it is asked, told apart by its words. */
@RequiredArgsConstructor
enum RedisTrouble {
  FULL("Redis is full: it uses all of its maxmemory", "OOM command not allowed"),
  DISK("Redis takes no writes: it cannot write its files; look at its disk", "MISCONF"),
  REPLICA("Redis takes no writes: it is a replica", "READONLY"),
  FEW_REPLICAS("Redis takes no writes: too few replicas are connected to it", "NOREPLICAS"),
  PASSWORD("Redis refuses our user name or password", "NOAUTH", "WRONGPASS", "invalid password"),
  PERMISSION(
      "Redis refuses a command: its user lacks a permission (doc/operations.md lists them)",
      "NOPERM",
      "ACL failure",
      "can't run this command",
      "can't access at least one of the keys"),
  LOADING("Redis is still loading its data", "LOADING"),
  BUSY("Redis is busy with a script", "BUSY"),
  CLUSTER("the Redis cluster is down", "CLUSTERDOWN", "MASTERDOWN"),
  OTHER("Redis: the call failed");

  private final String sentence;

  private final List<String> signs;

  RedisTrouble(String sentence, String... signs) {
    this(sentence, List.of(signs));
  }

  /** What is told to those who made the call: nothing of what Redis said. */
  String sentence() {
    return sentence;
  }

  static RedisTrouble of(String words) {
    return Arrays.stream(values())
        .filter(trouble -> trouble.signs.stream().anyMatch(words::contains))
        .findFirst()
        .orElse(OTHER);
  }
}
