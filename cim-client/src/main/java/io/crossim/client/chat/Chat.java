package io.crossim.client.chat;

import io.crossim.common.result.CimException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A user's way into CIM. Any thread may call. */
public interface Chat extends AutoCloseable {

  /**
   * Logs in, and registers the name first where no id is configured. Blocks until messages can be
   * sent; a cluster that is away is waited for, and the events are told so.
   *
   * @throws CimException if the login is refused or given up
   */
  void login(ChatEvents events);

  /** Sends to everyone online; the future fails with a {@link CimException} if it was not sent. */
  CompletableFuture<Receipt> sendToAll(String text);

  /** Sends to one user; the future fails with a {@link CimException} if it was not taken. */
  CompletableFuture<Receipt> sendTo(long userId, String text);

  /**
   * Asks for the users who are online, by ascending id.
   *
   * @throws CimException if the route does not say
   */
  List<User> onlineUsers();

  /** The groups of the user. */
  GroupChat groups();

  /** Whom and what the user wants to hear of. */
  UserPreferences preferences();

  ChatStatus status();

  /** Logs out. Further calls do nothing. */
  @Override
  void close();
}
