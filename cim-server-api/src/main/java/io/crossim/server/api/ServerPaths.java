package io.crossim.server.api;

/** The paths of the IM server. All but {@link #SEND} are between services, protobuf both ways. */
public final class ServerPaths {

  public static final String SEND = "/sendMsg";

  public static final String PING = "/internal/ping";
  public static final String PUSH = "/internal/push";
  public static final String BROADCAST = "/internal/broadcast";
  public static final String ONLINE = "/internal/online";
  public static final String FETCH = "/internal/fetch";
  public static final String NOTICES = "/internal/notices";
  public static final String PROBE = "/internal/sessions/probe";
  public static final String RELEASE = "/internal/sessions/release";
  public static final String DISPLACE = "/internal/sessions/displace";

  private ServerPaths() {}
}
