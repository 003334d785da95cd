package io.crossim.route.assembly;

import io.crossim.service.loop.EventLoops;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Where the parts of a route do their work.
 *
 * @param near runs a task on the event loop that hands it over, if one does
 * @param blocking runs what waits for a store
 * @param timer runs what is to be done later
 */
public record RouteThreads(Executor near, Executor blocking, ScheduledExecutorService timer) {

  /** The threads of these loops, beside those that block. */
  public static RouteThreads of(EventLoops loops, Executor blocking) {
    return new RouteThreads(loops::executeNear, blocking, loops.group());
  }
}
