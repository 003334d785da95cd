package io.crossim.server.api;

/** What {@code /sendMsg} answers when a connection took the message. */
public record SendReply(String msg) {

  public static final SendReply OK = new SendReply("OK");
}
