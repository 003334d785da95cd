package io.crossim.route.session;

import io.crossim.common.result.ResultCode;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionClaim;
import io.crossim.route.api.Bind;
import io.crossim.route.api.BindBatch;
import io.crossim.route.api.BindReply;
import io.crossim.route.api.BindResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A batch of binds on its way, and what is decided of it. One step after the other works on it. */
final class BindWork {

  private final BindBatch batch;
  private final @Nullable BindResult[] results;
  private final List<Login> logins = new ArrayList<>();

  /**
   * A login on its way.
   *
   * @param index its place in the batch
   * @param version of the credential that was shown; 0 for an account without a password
   * @param expected generation of the session that it wants to follow
   * @param replaces that session
   */
  record Login(
      int index, SessionClaim claim, long version, long expected, @Nullable Session replaces) {

    Login instead(Session holder) {
      return new Login(index, claim, version, holder.generation(), holder);
    }
  }

  BindWork(BindBatch batch) {
    this.batch = batch;
    this.results = new BindResult[batch.getBindsCount()];
  }

  BindBatch batch() {
    return batch;
  }

  int size() {
    return results.length;
  }

  Bind bind(int place) {
    return batch.getBinds(place);
  }

  /** Whether this was bound before, and is to be stored again. */
  boolean isRestore(int place) {
    return bind(place).getGeneration() > 0;
  }

  /** Those that are not sessions yet. */
  List<Login> logins() {
    return logins;
  }

  /** What is decided of a place; null for nothing so far. */
  @Nullable BindResult result(int place) {
    return results[place];
  }

  boolean isBound(int place) {
    BindResult result = results[place];
    return result != null && result.getGeneration() > 0;
  }

  /** The users who are bound, and may lack what their conversations have. */
  LongStream mayLack() {
    return IntStream.range(0, size())
        .filter(this::mayLack)
        .mapToLong(place -> bind(place).getUserId());
  }

  private boolean mayLack(int place) {
    BindResult result = results[place];
    return result != null && result.getGeneration() > 0 && !result.getLacksNothing();
  }

  void set(int place, BindResult result) {
    results[place] = result;
  }

  /**
   * @param version of the credential that it is bound by; 0 for none
   */
  void bound(int place, Session session, long version) {
    results[place] =
        BindResult.newBuilder()
            .setCode(ResultCode.SUCCESS.code())
            .setGeneration(session.generation())
            .setCredentialVersion(version)
            .build();
  }

  void refuse(int place, ResultCode code, @Nullable String message) {
    results[place] =
        BindResult.newBuilder().setCode(code.code()).setMessage(String.valueOf(message)).build();
  }

  BindReply reply() {
    BindReply.Builder reply = BindReply.newBuilder();
    for (int place = 0; place < results.length; place++) {
      if (results[place] == null) {
        refuse(place, ResultCode.FAILURE, "too many logins at once; retry later");
      }
      reply.addResults(results[place]);
    }
    return reply.build();
  }
}
