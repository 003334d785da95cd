package io.crossim.route.api;

import io.crossim.common.result.CimException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What clients and scripts ask of a route. Calls block; a failed one throws a {@link CimException}
 * with the code of the answer. Any thread may call.
 */
public interface RouteApi {

  /**
   * Registers a name; one that exists answers its own account, so a repeat changes nothing. The
   * account of a name with a password is answered only to who gives it.
   */
  Account register(RegisterRequest request);

  /** Checks the account and chooses the server to connect to. */
  ServerAddress login(LoginRequest request);

  /** Sends to one user; returns when the message is stored in the receiver's inbox. */
  void sendPrivate(PrivateMessage message);

  /** Sends to every online user but the sender. */
  void broadcast(BroadcastRequest message);

  /** Hints that a user's connection is gone. Unknown users are no error. */
  void offline(OfflineRequest request);

  /**
   * The online users by ascending id.
   *
   * @param limit the most users to answer; null for all
   * @param after only users with a higher id; null for all
   */
  List<Account> onlineUsers(@Nullable Integer limit, @Nullable Long after);

  /** Asks for the stored messages of a user to be pushed to them. */
  void fetchOffline(FetchOfflineRequest request);

  /** A token for a password, or in exchange for the one that is shown. */
  Token token(TokenRequest request);

  /** Ends the sessions of a user with a password, and voids their tokens. */
  void logout(TokenRequest request);

  /** Gives a user another password, ends the user's sessions and voids their tokens. */
  void changePassword(PasswordChange request);
}
