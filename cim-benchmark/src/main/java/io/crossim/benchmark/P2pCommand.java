package io.crossim.benchmark;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.ResultCode;
import io.crossim.route.api.Account;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Messages from user to user, each checked at its receiver. */
@Command(
    name = "p2p",
    mixinStandardHelpOptions = true,
    description = "Private messages: a closed loop with so many in flight, or a fixed rate.")
final class P2pCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** How a message is sent. */
  enum Transport {
    HTTP,
    TCP
  }

  @Mixin private LoadOptions options = new LoadOptions();

  @Option(
      names = "--transport",
      defaultValue = "HTTP",
      description = "HTTP (/p2pRoute, as v2 does) or TCP (protocol v3); default: ${DEFAULT-VALUE}")
  private Transport transport = Transport.HTTP;

  @Option(
      names = "--in-flight",
      defaultValue = "64",
      description = "messages without an answer, each in a lane of its own (${DEFAULT-VALUE})")
  private int inFlight;

  @Option(
      names = "--rate",
      defaultValue = "0",
      description = "messages per second, measured from when they were due; 0 for a closed loop")
  private double rate;

  @Option(
      names = "--pairs",
      defaultValue = "32",
      description = "pairs of a sender and a receiver (${DEFAULT-VALUE})")
  private int pairs;

  @Option(names = "--size", defaultValue = "100", description = "characters (${DEFAULT-VALUE})")
  private int size;

  @Option(names = "--v2", description = "receivers speak protocol v2")
  private boolean v2;

  @Override
  public Integer call() throws InterruptedException {
    int used = Math.max(1, Math.min(pairs, inFlight));
    Measurement measurement = new Measurement(inFlight);
    try (Loops loops = new Loops(1);
        RouteCalls route = new RouteCalls(options.route);
        Pacer pacer = new Pacer(rate)) {
      List<Account> accounts = route.register(2 * used);
      List<LoadClient> receivers =
          route.connect(
              accounts.subList(used, 2 * used),
              LoadClient.factory(!v2, (client, text) -> measurement.arrived(text), loops));
      List<Account> senders = accounts.subList(0, used);
      Runnable start =
          transport == Transport.HTTP
              ? overHttp(senders, receivers, loops, measurement, pacer)
              : overTcp(senders, receivers, loops, route, measurement, pacer);
      start.run();
      Phases.run(options, measurement, measurement::answerCount);
      measurement.settle(PATIENCE);
    }
    new Report("p2p " + transport + (rate == 0 ? "" : " at " + rate + "/s"))
        .put("inFlight", inFlight)
        .rate("acceptedPerSecond", measurement.answerCount(), measurement.nanos())
        .rate("deliveredPerSecond", measurement.deliveryCount(), measurement.nanos())
        .put("refused", measurement.refusals())
        .put("lost", measurement.lost())
        .put("duplicated", measurement.duplicates())
        .put("outOfOrder", measurement.disorder())
        .latency("answerMs", measurement.answerTimes())
        .latency("deliveryMs", measurement.deliveryTimes())
        .publish(options);
    return measurement.lost() + measurement.duplicates() + measurement.disorder() == 0 ? 0 : 1;
  }

  private Runnable overHttp(
      List<Account> senders,
      List<LoadClient> receivers,
      Loops loops,
      Measurement measurement,
      Pacer pacer) {
    List<Runnable> lanes = new ArrayList<>();
    for (int i = 0; i < inFlight; i++) {
      int lane = i;
      long sender = senders.get(i % senders.size()).userId();
      long receiver = receivers.get(i % receivers.size()).account().userId();
      HttpLine line = new HttpLine(options.route, loops.group());
      AtomicInteger number = new AtomicInteger();
      lanes.add(
          new Runnable() {
            @Override
            public void run() {
              pacer.next(this::send);
            }

            private void send(long due) {
              if (!measurement.leaves(1)) {
                return;
              }
              String text = Measurement.text(lane, number.incrementAndGet(), due, size);
              line.post(
                  "/p2pRoute",
                  "{\"userId\":%d,\"receiveUserId\":%d,\"msg\":\"%s\"}"
                      .formatted(sender, receiver, text),
                  answer -> {
                    measurement.answered(lane, due, answer.contains(TAKEN));
                    run();
                  });
            }
          });
    }
    return () -> lanes.forEach(Runnable::run);
  }

  static final String TAKEN = "\"code\":\"" + ResultCode.SUCCESS.code() + "\"";

  private Runnable overTcp(
      List<Account> accounts,
      List<LoadClient> receivers,
      Loops loops,
      RouteCalls route,
      Measurement measurement,
      Pacer pacer) {
    AtomicLongArray numbers = new AtomicLongArray(inFlight);
    AtomicLongArray due = new AtomicLongArray(inFlight);
    List<Runnable> lanes = new ArrayList<>();
    LoadClient.Receiver acks =
        new LoadClient.Receiver() {
          @Override
          public void message(LoadClient client, String text) {}

          @Override
          public void sent(SendAck ack) {
            String id = ack.getClientMsgId();
            int lane = Integer.parseInt(id.substring(0, id.indexOf(':')));
            measurement.answered(
                lane, due.get(lane), ack.getCode().equals(ResultCode.SUCCESS.code()));
            lanes.get(lane).run();
          }
        };
    List<LoadClient> senders = route.connect(accounts, LoadClient.factory(true, acks, loops));
    for (int i = 0; i < inFlight; i++) {
      int lane = i;
      LoadClient sender = senders.get(i % senders.size());
      long receiver = receivers.get(i % receivers.size()).account().userId();
      lanes.add(
          () ->
              pacer.next(
                  time -> {
                    if (!measurement.leaves(1)) {
                      return;
                    }
                    due.set(lane, time);
                    long number = numbers.incrementAndGet(lane);
                    sender.send(
                        Message.newBuilder()
                            .setConversation(Conversation.newBuilder().setId(receiver))
                            .setBody(
                                ByteString.copyFromUtf8(Measurement.text(lane, number, time, size)))
                            .setClientMsgId(lane + ":" + number)
                            .build());
                  }));
    }
    return () -> lanes.forEach(Runnable::run);
  }
}
