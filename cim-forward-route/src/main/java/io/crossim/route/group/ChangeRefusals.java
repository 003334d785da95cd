package io.crossim.route.group;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ChangeOutcome.Reason;
import io.crossim.persistence.conversation.ChangeOutcome.Refusal;
import io.crossim.route.api.RefusedUser;
import java.util.ArrayList;
import java.util.List;

/**
 * What the maker of a change is told that was refused.
 *
 * @param members what has to be so of the group for there to be a change, in words
 * @param rights what has to be so of the group for the maker to be permitted it, in words
 */
record ChangeRefusals(long groupId, String members, String rights) {

  /**
   * Of a change for which only its maker has to be a member.
   *
   * @param may how the maker has to stand to the group, in words behind "user 7"
   */
  static ChangeRefusals of(long groupId, StoredAccount by, String may) {
    return new ChangeRefusals(groupId, member(by.userId()), "user " + by.userId() + may);
  }

  /** Of a change that is about another member too. */
  static ChangeRefusals ofBoth(long groupId, StoredAccount by, long member, String may) {
    String both =
        by.userId() == member
            ? member(member)
            : "users " + by.userId() + " and " + member + " are members of";
    return new ChangeRefusals(groupId, both, "user " + by.userId() + may);
  }

  private static String member(long userId) {
    return "user " + userId + " is a member of";
  }

  /** Answers an outcome that is as it was asked for; throws what the caller is told of others. */
  ChangeOutcome check(ChangeOutcome outcome) {
    CimException refused =
        switch (outcome.status()) {
          case DONE, UNCHANGED -> null;
          case UNKNOWN_GROUP -> unknown(groupId);
          case NOT_A_MEMBER -> group(ResultCode.NOT_A_MEMBER, members);
          case NOT_ALLOWED -> group(ResultCode.NOT_ALLOWED, rights);
          case LAST_OWNER ->
              CimException.refused(
                  ResultCode.NOT_ALLOWED,
                  "userId: the last owner of group " + groupId,
                  "another owner first");
          case VERSION_CONFLICT ->
              CimException.refused(
                  ResultCode.VERSION_CONFLICT,
                  "expectedVersion: not that of group " + groupId,
                  Long.toString(outcome.version()));
          case BROKEN ->
              new CimException(
                  ResultCode.SAVE_FAILED, "group " + groupId + " is damaged; nothing was changed");
        };
    if (refused != null) {
      throw refused;
    }
    return outcome;
  }

  private CimException group(ResultCode code, String which) {
    return CimException.refused(code, "groupId: " + groupId, "a group that " + which);
  }

  /** There is no such group, or it is dismissed. */
  static CimException unknown(long groupId) {
    return CimException.refused(
        ResultCode.GROUP_UNKNOWN, "groupId: " + groupId, "a group that there is");
  }

  /** The caller is told nothing of a group that they are no member of. */
  static CimException notAMember(long groupId, long userId) {
    return CimException.refused(
        ResultCode.NOT_A_MEMBER, "groupId: " + groupId, "a group that " + member(userId));
  }

  /** The users whom a change left as they are, behind others that were refused before. */
  static List<RefusedUser> refused(ChangeOutcome outcome, List<RefusedUser> before) {
    return joined(
        before,
        outcome.refused().stream()
            .map(refusal -> new RefusedUser(refusal.userId(), code(refusal).code()))
            .toList());
  }

  static List<RefusedUser> joined(List<RefusedUser> first, List<RefusedUser> second) {
    List<RefusedUser> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static ResultCode code(Refusal refusal) {
    Reason reason = refusal.reason();
    return switch (reason) {
      case FULL -> ResultCode.GROUP_FULL;
      case BEHIND -> ResultCode.FAILURE;
      case NOT_ALLOWED -> ResultCode.NOT_ALLOWED;
      case BLOCKED -> ResultCode.BLOCKED;
    };
  }
}
