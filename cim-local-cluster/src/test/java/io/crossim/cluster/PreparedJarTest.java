package io.crossim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedJarTest {

  @TempDir private Path target;

  private Path jar;
  private Path archive;

  @BeforeEach
  void build() throws IOException {
    jar = Files.writeString(target.resolve("cim-x.jar"), "one build");
    archive =
        target.resolve("unpacked").resolve("java-" + System.getProperty("java.version") + ".jsa");
    Files.createDirectory(archive.getParent());
    Files.writeString(archive.resolveSibling("place"), jar + "\n");
  }

  @Test
  void withoutAnArchiveItIsTheJarItself() {
    assertThat(PreparedJar.of(jar).jar()).isEqualTo(jar);
    assertThat(PreparedJar.of(jar).flags()).isEmpty();
  }

  @Test
  void whatWasMadeOfThisBuildIsUsed() throws IOException {
    Files.writeString(archive, "classes");

    assertThat(PreparedJar.of(jar).jar())
        .isEqualTo(target.resolve("unpacked").resolve("cim-x.jar"));
    assertThat(PreparedJar.of(jar).flags()).contains("-XX:SharedArchiveFile=" + archive);
  }

  @Test
  void whatWasMadeOfAnEarlierBuildIsNot() throws IOException {
    Files.writeString(archive, "classes");
    Files.writeString(jar, "another build");
    Files.setLastModifiedTime(jar, FileTime.fromMillis(0));

    assertThat(PreparedJar.of(jar).jar()).isEqualTo(jar);
  }

  @Test
  void whatWasMadeInAnotherPlaceIsNot() throws IOException {
    Files.writeString(archive, "classes");
    Files.writeString(archive.resolveSibling("place"), "/elsewhere/cim-x.jar\n");

    assertThat(PreparedJar.of(jar).jar()).isEqualTo(jar);
  }
}
