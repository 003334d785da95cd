package io.crossim.persistence.conversation.redis;

import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ChangeOutcome.Reason;
import io.crossim.persistence.conversation.ChangeOutcome.Refusal;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.persistence.conversation.Reaction;
import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.RedisCall;
import io.crossim.persistence.redis.ReplicaWait;
import io.crossim.persistence.redis.ScriptInputs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;

/** Writes to the logs of conversations, and waits for the replicas that are wanted. */
@RequiredArgsConstructor
final class ConversationWrites {

  private static final LuaScript POST = ConversationCalls.script("append.lua", "post.lua");
  private static final LuaScript CHANGE = ConversationCalls.script("append.lua", "change.lua");

  private final ConversationCalls calls;
  private final ReplicaWait replicas;

  CompletableFuture<List<PostOutcome>> post(List<Post> posts) {
    ScriptInputs scripts = calls.scripts();
    for (Post post : posts) {
      Reaction reaction = post.reaction();
      scripts.key(ConversationCalls.prefix(post.conversation()), 0);
      scripts.add(post.sender());
      scripts.add(post.dedupId());
      scripts.add(post.kind().ordinal());
      scripts.add(post.refersTo());
      scripts.add(post.mentions().stream().map(String::valueOf).collect(Collectors.joining(",")));
      scripts.add(post.mentionsAll() ? 1 : 0);
      scripts.add(reaction == null ? "" : reaction.text());
      scripts.add(reaction != null && reaction.isSet() ? 1 : 0);
      scripts.add(post.payload());
    }
    RedisCall call = calls.begin();
    return replicas.hold(
        call,
        calls.each(
            call, POST, scripts, posts, (post, answer) -> outcome(post.conversation(), answer)));
  }

  CompletableFuture<ChangeOutcome> change(GroupChange change) {
    change.checkUsers();
    ConversationId group = ConversationId.group(change.groupId());
    ScriptInputs scripts = calls.scripts();
    scripts.key(ConversationCalls.prefix(group), 0);
    new ChangeInput(scripts).add(change);
    RedisCall call = calls.begin();
    return replicas.hold(call, calls.one(call, CHANGE, scripts, answer -> changed(group, answer)));
  }

  private static PostOutcome outcome(ConversationId id, Answer answer) {
    return new PostOutcome(
        PostOutcome.Status.values()[answer.index()],
        answer.epoch(id),
        answer.place(),
        answer.place(),
        answer.number(),
        answer.number());
  }

  private static ChangeOutcome changed(ConversationId group, Answer answer) {
    ChangeOutcome.Status status = ChangeOutcome.Status.values()[answer.index()];
    String epoch = answer.epoch(group);
    long version = answer.number();
    Place place = answer.place();
    Place previous = answer.place();
    List<?> fields = answer.list();
    List<Refusal> refused = new ArrayList<>();
    for (int i = 0; i < fields.size(); i += 2) {
      Reason reason = Reason.values()[(int) (long) (Long) fields.get(i + 1)];
      refused.add(new Refusal(Answer.number(fields.get(i)), reason));
    }
    return new ChangeOutcome(status, epoch, version, place, previous, refused);
  }
}
