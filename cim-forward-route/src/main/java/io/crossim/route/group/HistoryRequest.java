package io.crossim.route.group;

import io.crossim.common.result.CimException;
import io.crossim.service.call.CallRequest;
import io.crossim.service.web.Checks;
import org.jspecify.annotations.Nullable;

/** The parameters of {@code GET /history}. */
public record HistoryRequest(
    @Nullable Long userId,
    @Nullable Long groupId,
    @Nullable Long peerId,
    @Nullable Long before,
    @Nullable Long after,
    @Nullable Long limit) {

  /** Those of a call, as they came. */
  public static HistoryRequest of(CallRequest http) {
    return new HistoryRequest(
        http.queryNumber("userId"),
        http.queryNumber("groupId"),
        http.queryNumber("peerId"),
        http.queryNumber("before"),
        http.queryNumber("after"),
        http.queryNumber("limit"));
  }

  /** Checks the bounds of the page: one of them at most. */
  void checkRange() {
    if (before != null && after != null) {
      throw CimException.invalid("after", after, "before or after, not both");
    }
    if (before != null) {
      var unused = GroupFields.place("before", before);
    }
    if (after != null && (after < 0 || after > Checks.MAX_USER_ID)) {
      throw CimException.invalid("after", after, "0, or a place in the conversation");
    }
  }
}
