package io.crossim.client.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardInputTest {

  @TempDir Path directory;

  @Test
  void aFileOfJavaIsNoInput() throws IOException {
    Path release = Path.of(System.getProperty("java.home"), "release");
    Path descriptor = Files.createSymbolicLink(directory.resolve("0"), release);

    assertThat(StandardInput.isOpen(descriptor)).isFalse();
  }

  @Test
  void anyOtherFileAndWhatIsNoFileIsOne() throws IOException {
    Path script = Files.createFile(directory.resolve("script"));

    assertThat(StandardInput.isOpen(Files.createSymbolicLink(directory.resolve("0"), script)))
        .isTrue();
    assertThat(StandardInput.isOpen(Path.of("/dev/null"))).isTrue();
    assertThat(StandardInput.isOpen(directory.resolve("none"))).isTrue();
  }
}
