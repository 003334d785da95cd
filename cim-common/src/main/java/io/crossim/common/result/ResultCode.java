package io.crossim.common.result;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;

/** The codes of every answer. Clients treat a code that they do not know as a failure. */
@Getter
@Accessors(fluent = true)
@RequiredArgsConstructor
public enum ResultCode {
  SUCCESS("9000", "success"),
  INVALID_ARGUMENT("3000", "invalid argument"),
  FAILURE("4000", "failure"),
  REPEAT_LOGIN("5000", "this user is logged in already"),
  REQUEST_LIMIT("6000", "too many requests"),
  RECEIVER_OFFLINE("7000", "the receiver is offline"),
  NO_SERVER("7100", "no cim-server is available"),
  RECONNECT_FAILED("7200", "reconnect failed"),
  INBOX_FULL("7300", "the inbox is full"),
  GROUP_FULL("7301", "the group is full"),
  BLOCKED("7400", "the receiver takes no messages of this user"),
  ACCOUNT_MISMATCH("9100", "account does not match"),
  PASSWORD_WRONG("9101", "the password is wrong"),
  TOKEN_EXPIRED("9102", "the token has expired"),
  TOKEN_INVALID("9103", "the token is not valid"),
  SAVE_FAILED("9200", "the message cannot be saved"),
  FETCH_FAILED("9201", "the inbox cannot be read"),
  CONTINUITY_BROKEN("9203", "messages are missing"),
  GROUP_UNKNOWN("9300", "there is no such group"),
  NOT_A_MEMBER("9301", "not a member of this group"),
  NOT_ALLOWED("9302", "the role of this member does not permit it"),
  VERSION_CONFLICT("9303", "the group has changed meanwhile"),
  ;

  private static final Map<String, ResultCode> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(ResultCode::code, Function.identity()));

  private final String code;
  private final String text;

  /** The constant of a code; {@link #FAILURE} for a code that is not known. */
  public static ResultCode of(String code) {
    return BY_CODE.getOrDefault(code, FAILURE);
  }
}
