package io.crossim.route.config;

import io.crossim.metastore.MetaStore;
import io.crossim.metastore.Registration;
import io.crossim.metastore.RouteNode;
import io.crossim.route.conversation.Sweeper;
import io.crossim.route.link.ServerLinks;
import io.crossim.route.session.StoreEpoch;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.discovery.AdvertisedPort;
import io.crossim.service.http.KeepAlive;
import io.crossim.service.start.SecondSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Start and end of a route. The HTTP port opens first; the route is listed in discovery when its
 * store is there, waits for either as long as it takes, and leaves discovery before anything
 * closes. Then it goes on answering for a while, and tells whoever asks to connect elsewhere.
 */
@Slf4j
final class RouteLifecycle implements SmartLifecycle {

  private final MetaStore metaStore;
  private final ServerLinks links;
  private final Sweeper sweeper;
  private final StoreEpoch storeEpoch;
  private final Optional<StoreWarmup> storeWarmup;
  private final KeepAlive keepAlive;
  private final ClusterCredential credential;
  private final Duration drainTime;
  private final String host;
  private final int advertisedPort;
  private final String incarnation;
  private final IntSupplier port;

  private volatile boolean said;
  private @Nullable Thread starter;
  private @Nullable Registration registration;
  private volatile boolean running;

  RouteLifecycle(
      MetaStore metaStore,
      ServerLinks links,
      Sweeper sweeper,
      StoreEpoch storeEpoch,
      Optional<StoreWarmup> storeWarmup,
      KeepAlive keepAlive,
      ClusterCredential credential,
      Duration drainTime,
      String host,
      int advertisedPort,
      String incarnation,
      IntSupplier port) {
    this.metaStore = metaStore;
    this.links = links;
    this.sweeper = sweeper;
    this.storeEpoch = storeEpoch;
    this.storeWarmup = storeWarmup;
    this.keepAlive = keepAlive;
    this.credential = credential;
    this.drainTime = drainTime;
    this.host = host;
    this.advertisedPort = advertisedPort;
    this.incarnation = incarnation;
    this.port = port;
  }

  @Override
  public void start() {
    running = true;
    credential.answersTo(host, advertisedPort());
    credential.answersToUrls(); // cim.route.url of a server
    storeEpoch.start();
    links.start();
    sweeper.start(incarnation);
    metaStore.servers().onChange(links::listed);
    starter = new Thread(this::joinDiscovery, "route-start");
    starter.setDaemon(true);
    starter.start();
  }

  private void joinDiscovery() {
    try {
      storeEpoch.await();
      if (storeWarmup.isPresent()) {
        storeWarmup.get().run();
      }
    } catch (InterruptedException e) {
      return; // stopped while it waited
    }
    Registration joined = join();
    if (joined != null) {
      joined.onRegistered(this::sayReady);
    }
  }

  private synchronized @Nullable Registration join() {
    if (running) {
      registration = metaStore.register(new RouteNode(host, advertisedPort(), incarnation));
    }
    return registration;
  }

  private int advertisedPort() {
    return AdvertisedPort.choose(advertisedPort, port.getAsInt());
  }

  private void sayReady() {
    if (!said) { // on the one thread of discovery
      log.info("cim-forward-route is ready: http {}, host {}", port.getAsInt(), host);
      said = true;
    }
  }

  /**
   * Whether this route was in discovery, and so knows the servers. It is not looked at whether it
   * still is: without discovery a route goes on with what it knows.
   */
  boolean hasJoined() {
    return said;
  }

  @Override
  public synchronized void stop() {
    running = false;
    if (starter != null) {
      starter.interrupt();
    }
    if (registration == null) {
      return; // nobody was told of this route
    }
    registration.close();
    keepAlive.end();
    try (SecondSignal hurry = SecondSignal.watch()) {
      hurry.await(drainTime);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
