package io.crossim.service.start;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;

/**
 * Notices a second SIGTERM or SIGINT to a process that is ending: its sender does not want to wait
 * for the optional steps. Does nothing where the JVM does not hand out its signals.
 */
@Slf4j
public final class SecondSignal implements AutoCloseable {

  private static final List<String> NAMES = List.of("TERM", "INT");

  private final CountDownLatch came = new CountDownLatch(1);
  private final List<Runnable> undo = new ArrayList<>();

  private SecondSignal() {}

  /**
   * Watches until it is closed, if the process ends. Where something only stops and the process
   * goes on, a signal is the first one, and is left to do its work.
   */
  public static SecondSignal watch() {
    return isProcessEnding() ? watchAlways() : new SecondSignal();
  }

  /** Watches until it is closed, whether the process ends or not. */
  public static SecondSignal watchAlways() {
    SecondSignal second = new SecondSignal();
    NAMES.forEach(second::handle);
    return second;
  }

  /** Whether the process ends: the only sign of it is that hooks are no longer taken. */
  private static boolean isProcessEnding() {
    try {
      Runtime.getRuntime().removeShutdownHook(new Thread());
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** Waits for it; true when it came, now or earlier. */
  public boolean await(Duration atMost) throws InterruptedException {
    return came.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** By reflection, because the compiler warns of the JDK's only way to do it. */
  private void handle(String name) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Method handle = signalType.getMethod("handle", signalType, handlerType);
      Object signal = signalType.getConstructor(String.class).newInstance(name);
      Object counting =
          Proxy.newProxyInstance(
              SecondSignal.class.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, arguments) -> {
                came.countDown();
                return null;
              });
      Object before = handle.invoke(null, signal, counting);
      undo.add(
          () -> {
            try {
              handle.invoke(null, signal, before);
            } catch (ReflectiveOperationException e) {
              log.debug("the handler of {} stays", signal, e);
            }
          });
    } catch (ReflectiveOperationException e) {
      log.debug("a second {} cannot be noticed", name, e);
    }
  }

  @Override
  public void close() {
    undo.forEach(Runnable::run);
  }
}
