package io.crossim.client.command;

import io.crossim.common.result.CimException;

/** Reads a number that was typed. */
public final class WholeNumber {

  private WholeNumber() {}

  /**
   * Answers the number.
   *
   * @throws CimException if it is none, or not in the range; it names the field
   */
  public static int parse(String field, String typed, int least, int most) {
    try {
      int value = Integer.parseInt(typed);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below, like any other wrong number
    }
    throw CimException.invalid(field, typed, least + "-" + most);
  }
}
