package io.crossim.client.bot;

/** Answers what is said to it while AI mode is on. */
@FunctionalInterface
public interface Bot {

  String answer(String text);
}
