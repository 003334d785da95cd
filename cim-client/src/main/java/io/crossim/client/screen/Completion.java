package io.crossim.client.screen;

import java.util.List;

/** Offers what a line may become on a press of the tab key. It may take a moment. */
@FunctionalInterface
public interface Completion {

  /**
   * The words that the last word of a line may become.
   *
   * @param line what was typed so far
   */
  List<String> of(String line);
}
