package io.crossim.route.group;

import io.crossim.common.result.CimException;
import io.crossim.service.call.CallQuery;
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
    CallQuery query = http.query();
    return new HistoryRequest(
        query.number("userId"),
        query.number("groupId"),
        query.number("peerId"),
        query.number("before"),
        query.number("after"),
        query.number("limit"));
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
