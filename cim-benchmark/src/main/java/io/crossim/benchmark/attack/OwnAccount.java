package io.crossim.benchmark.attack;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Position;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** What strangers do who may log in: as much as they can, to be in everybody's way. */
final class OwnAccount {

  private static final int LARGE = 50_000;
  private static final int TYPE = 250_000;
  private static final int MANY = 100;

  private OwnAccount() {}

  /** Fills the inbox, then asks for all of it with every frame. */
  static Script replays(Target target) {
    byte[] sync =
        V3Frames.bytes(
            repeated(
                Frame.newBuilder()
                    .setCmd(Command.SYNC)
                    .setPosition(Position.newBuilder().setEpoch("none"))
                    .build()));
    AtomicInteger devices = new AtomicInteger();
    return (step, allocator) ->
        allocator
            .buffer()
            .writeBytes(
                switch (step) {
                  case 0 -> login(target, "replay-" + devices.getAndIncrement() % 10);
                  case 1 -> largeSends(target);
                  default -> sync;
                });
  }

  /** Logs in with a name of a device that nobody has heard of, and goes. */
  static Script devices(Target target) {
    AtomicInteger devices = new AtomicInteger();
    byte[] end = V3Frames.bytes(Frames.login(target.victim().userId(), "somebody else"));
    return (step, allocator) ->
        allocator
            .buffer()
            .writeBytes(step == 0 ? login(target, "device-" + devices.getAndIncrement()) : end);
  }

  /** Sends messages of which nearly everything is the name of their type. */
  static Script largeTypes(Target target) {
    Frame send = V3Frames.send(target.stranger().userId(), "x", "t".repeat(TYPE), "x");
    byte[] sends = V3Frames.bytes(Arrays.copyOf(repeated(send), 20));
    return (step, allocator) ->
        allocator.buffer().writeBytes(step == 0 ? login(target, "types") : sends);
  }

  private static byte[] largeSends(Target target) {
    Frame[] sends = new Frame[MANY];
    for (int i = 0; i < MANY; i++) {
      sends[i] = V3Frames.send(target.stranger().userId(), "large-" + i, "", "x".repeat(LARGE));
    }
    return V3Frames.bytes(sends);
  }

  private static Frame[] repeated(Frame frame) {
    Frame[] frames = new Frame[MANY];
    Arrays.fill(frames, frame);
    return frames;
  }

  private static byte[] login(Target target, String device) {
    return V3Frames.bytes(
        V3Frames.login(
            target.stranger().userId(), target.stranger().userName(), device, target.token()));
  }
}
