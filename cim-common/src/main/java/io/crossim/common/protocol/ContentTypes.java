package io.crossim.common.protocol;

/** Content types of messages that mean something to servers and clients. */
public final class ContentTypes {

  /** Of a message that only holds its place in an inbox: it is acknowledged, and not shown. */
  public static final String NOTHING_TO_SHOW = "application/x-cim-event";

  private ContentTypes() {}

  /** Whether a content type, in any case and with any parameters, is that of nothing to show. */
  static boolean isNothingToShow(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase(NOTHING_TO_SHOW);
  }
}
