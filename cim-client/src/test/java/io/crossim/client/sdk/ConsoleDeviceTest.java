package io.crossim.client.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleDeviceTest {

  @TempDir Path folder;

  @Test
  void twoConsolesAtOnceHaveTwoNamesAndKeepThem() {
    String first;
    String second;
    try (ConsoleDevice one = take();
        ConsoleDevice two = take()) {
      first = one.name();
      second = two.name();
    }
    assertThat(first).isNotEqualTo(second).matches("console-[0-9a-f]{8}");

    try (ConsoleDevice one = take();
        ConsoleDevice two = take()) {
      assertThat(new String[] {one.name(), two.name()}).containsExactlyInAnyOrder(first, second);
    }
  }

  @Test
  void whereNoneCanBeKeptThereIsOneForAll() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(ConsoleDevice.take(Optional.empty()).name()).isEqualTo("console");
    assertThat(ConsoleDevice.take(Optional.of(file)).name()).isEqualTo("console");
  }

  private ConsoleDevice take() {
    return ConsoleDevice.take(Optional.of(folder));
  }
}
