import io.crossim.route.api.Account;
import io.crossim.route.api.CreatedGroup;
import io.crossim.route.api.HistoryMessage;
import io.crossim.sdk.Accounts;
import io.crossim.sdk.Client;
import io.crossim.sdk.Conversation;
import io.crossim.sdk.HistoryRange;
import io.crossim.sdk.OutgoingMessage;
import io.crossim.sdk.Receipt;
import io.crossim.sdk.ReceivedMessage;
import java.util.Arrays;
import java.util.List;

/** Makes a group of itself and the users named on the command line, and answers who writes there. */
public final class GroupBot {

  private static final String ROUTE = "http://127.0.0.1:8083/";

  private final Account account;
  private final Client client;

  private GroupBot(Account account) {
    this.account = account;
    this.client =
        Client.builder()
            .routeUrl(ROUTE)
            .user(account.userId(), account.userName())
            .listener(this::take)
            .receiptListener(GroupBot::show)
            .build();
  }

  private static void show(Receipt receipt) {
    if (receipt.read() > 0) {
      System.out.println(receipt.userId() + " has read #" + receipt.read());
    }
  }

  private void take(ReceivedMessage message) {
    String place = message.conversationName() + " #" + message.conversationSeq() + " ";
    switch (message.kind()) {
      case CONTENT -> {
        System.out.println(place + message.senderName() + ": " + message.text());
        answer(message);
      }
      case JOINED, LEFT -> System.out.println(place + message.kind() + " " + message.users());
      default -> System.out.println(place + message.kind() + " of #" + message.refersTo());
    }
    client.markRead(message); // the other members are told
  }

  private void answer(ReceivedMessage message) {
    OutgoingMessage answer =
        OutgoingMessage.text("thank you, " + message.senderName())
            .answering(message.conversationSeq())
            .mentioning(List.of(message.senderId()));
    client
        .send(message.conversation(), answer)
        .whenComplete(
            (sent, failure) ->
                System.out.println(
                    failure == null
                        ? "answered with #" + sent.conversationSeq()
                        : "not answered: " + failure.getMessage()));
  }

  private void run(List<Long> members) {
    client.start().join(); // completes when the client is ready
    CreatedGroup group = client.groups().create("friends of " + account.userName(), members).join();
    group.refused().forEach(user -> System.out.println(user.userId() + " is no member"));
    client.sendToGroup(group.groupId(), "welcome, write to me").join();
    client
        .history(Conversation.group(group.groupId()), HistoryRange.last(50))
        .join()
        .messages()
        .forEach(message -> System.out.println("history: " + shown(message)));
  }

  private static String shown(HistoryMessage message) {
    return "#" + message.seq() + " " + message.kind() + " of " + message.senderName();
  }

  public static void main(String[] args) throws InterruptedException {
    List<Long> members =
        Arrays.stream(args).map(name -> Accounts.register(ROUTE, name).userId()).toList();
    new GroupBot(Accounts.register(ROUTE, "groupbot")).run(members);
    Thread.currentThread().join(); // the library's threads are daemons: stay until Ctrl-C
  }
}
