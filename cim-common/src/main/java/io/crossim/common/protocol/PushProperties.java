package io.crossim.common.protocol;

/** The three properties that every pushed frame carries. */
public final class PushProperties {

  public static final String SEND_USER_ID = "sendUserId";
  public static final String SEND_USER_NAME = "sendUserName";
  public static final String RECEIVE_USER_ID = "receiveUserId";

  /** Beside them on a message of a group. */
  public static final String GROUP_ID = "groupId";

  public static final String GROUP_NAME = "groupName";

  /** Sender of a push that no user wrote. */
  public static final long SYSTEM_USER_ID = 0;

  public static final String SYSTEM_USER_NAME = "system";

  private PushProperties() {}
}
