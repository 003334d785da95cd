package io.crossim.common.protocol;

/** Content types of messages that mean something to servers and clients. */
public final class ContentTypes {

  /** Of a message that only holds its place in an inbox: it is acknowledged, and not shown. */
  public static final String NOTHING_TO_SHOW = "application/x-cim-event";

  private ContentTypes() {}
}
