package io.crossim.client.sdk;

import io.crossim.client.chat.ChatEvents;
import io.crossim.client.chat.ChatState;
import io.crossim.client.chat.GroupEntry;
import io.crossim.client.chat.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what the console was told. */
final class RecordedEvents implements ChatEvents {

  final List<String> waiting = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  final List<String> gaps = new ArrayList<>();
  final List<String> presence = new ArrayList<>();

  @Override
  public void onMessage(User from, String text, @Nullable Instant sentAt) {}

  @Override
  public void onGroup(GroupEntry entry) {}

  @Override
  public void onPresence(long userId, boolean isOnline) {
    presence.add(userId + (isOnline ? " on" : " off"));
  }

  @Override
  public void onGap(String what) {
    gaps.add(what);
  }

  @Override
  public void onWarning(String what) {
    warnings.add(what);
  }

  @Override
  public void onState(ChatState state, @Nullable String reason) {}

  @Override
  public void onWaiting(String reason) {
    waiting.add(reason);
  }
}
