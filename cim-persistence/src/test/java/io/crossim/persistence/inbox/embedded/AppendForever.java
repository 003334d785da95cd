package io.crossim.persistence.inbox.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.common.result.Await;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A process that appends and says what was stored, until it is killed. */
final class AppendForever {

  private AppendForever() {}

  public static void main(String[] args) {
    InboxStore store =
        new EmbeddedInboxStore(
            Path.of(args[0]), InboxLimits.DEFAULT, InstantSource.system(), false);
    for (int i = 0; ; i += 5) {
      List<Append> batch = new ArrayList<>();
      for (int n = i; n < i + 5; n++) {
        String text = "message " + n;
        batch.add(new Append(42, "7:" + text, text.getBytes(UTF_8)));
      }
      Await.result(store.append(batch));
      batch.forEach(append -> System.out.println(new String(append.payload(), UTF_8)));
      System.out.flush();
    }
  }
}
