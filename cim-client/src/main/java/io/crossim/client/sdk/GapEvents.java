package io.crossim.client.sdk;

import io.crossim.client.chat.ChatEvents;
import io.crossim.sdk.ContinuityListener;
import io.crossim.sdk.Conversation;
import lombok.RequiredArgsConstructor;

/** Tells the console of messages that may be missing, in its words. */
@RequiredArgsConstructor
final class GapEvents implements ContinuityListener {

  private final ChatEvents events;

  @Override
  public void onBroken(Reason reason) {
    events.onGap(words(reason));
  }

  @Override
  public void onBroken(Conversation conversation, Reason reason) {
    String id = (conversation.type() == Conversation.Type.GROUP ? "g" : "") + conversation.id();
    events.onGap(id + ": " + words(reason));
  }

  private static String words(Reason reason) {
    return switch (reason) {
      case STORE_CHANGED ->
          "the message store was restarted; messages sent just before may be lost";
      case EXPIRED -> "messages that waited too long were dropped";
      case STORE_WENT_BACK -> "the message store was restored; messages may be missing";
    };
  }
}
