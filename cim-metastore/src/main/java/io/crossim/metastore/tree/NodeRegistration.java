package io.crossim.metastore.tree;

import io.crossim.metastore.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** A node that is to stand in the tree, and who wants to know when it does. */
@Slf4j
@RequiredArgsConstructor
final class NodeRegistration implements Registration {

  private final String root;
  private final String name;
  private final String data;
  private final Executor thread;
  private final Consumer<NodeRegistration> leave;

  private final List<Runnable> tasks = new ArrayList<>();
  private volatile boolean registered;

  @Override
  public boolean isRegistered() {
    return registered;
  }

  @Override
  public void onRegistered(Runnable task) {
    thread.execute(
        () -> {
          tasks.add(task);
          if (registered) {
            run(task);
          }
        });
  }

  @Override
  public void close() {
    leave.accept(this);
  }

  String root() {
    return root;
  }

  String path() {
    return root + "/" + name;
  }

  String data() {
    return data;
  }

  @Override
  public String toString() {
    return path();
  }

  /** Notes that the node is there. */
  void stands() {
    if (!registered) {
      log.info("{} is registered", this); // first: who waits for it writes below this line
      registered = true;
      // A copy: a task may add another or end the registration.
      List.copyOf(tasks).forEach(this::run);
    }
  }

  /** The node is known to be gone, or another's. */
  void gone() {
    registered = false;
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("A task after the registration of {} failed", this, e);
    }
  }
}
