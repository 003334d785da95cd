import io.crossim.route.api.Account;
import io.crossim.sdk.Accounts;
import io.crossim.sdk.Client;
import io.crossim.sdk.ReceivedMessage;

/** Logs in, says hello to everyone online, and answers everybody who writes. */
public final class Greeter {

  private static final String ROUTE = "http://127.0.0.1:8083/";

  private final Client client;

  private Greeter(Account account) {
    client =
        Client.builder()
            .routeUrl(ROUTE)
            .user(account.userId(), account.userName())
            .listener(this::answer)
            .stateListener(change -> System.out.println("now " + change.after()))
            .build();
  }

  private void answer(ReceivedMessage message) {
    System.out.println(message.senderName() + ": " + message.text());
    client
        .send(message.senderId(), "hello " + message.senderName())
        .exceptionally(
            failure -> {
              System.out.println("not sent: " + failure.getMessage());
              return null;
            });
  }

  public static void main(String[] args) throws InterruptedException {
    Greeter greeter = new Greeter(Accounts.register(ROUTE, "greeter"));
    greeter.client.start().join(); // completes when the client is ready
    greeter.client.sendAll("hello, I answer everybody who writes").join();
    Thread.currentThread().join(); // the library's threads are daemons: stay until Ctrl-C
  }
}
