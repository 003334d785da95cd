package io.crossim.persistence.account.jdbc;

import io.crossim.persistence.account.AccountStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The process that is killed: registers a name in a directory, says its id, and waits. */
final class RegisterAndWait {

  static final String NAME = "survivor";
  static final String ANSWER = "registered ";

  private RegisterAndWait() {}

  public static void main(String[] args) throws InterruptedException {
    AccountStore store = JdbcAccountStore.embedded(Path.of(args[0]));
    long userId = store.register(NAME).userId();
    try (PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
      out.println(ANSWER + userId);
      new CountDownLatch(1).await();
    }
  }
}
