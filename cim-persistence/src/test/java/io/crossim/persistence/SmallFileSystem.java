package io.crossim.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A file system in memory that a test can fill. Where nothing may be mounted, the test is skipped.
 */
public final class SmallFileSystem implements AutoCloseable {

  private final Path place;

  private SmallFileSystem(Path place) {
    this.place = place;
  }

  /** Mounts one of so many megabytes at a directory. */
  public static SmallFileSystem mount(Path place, int megabytes)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/bin/mount"))
            && run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", "" + place),
        "nothing can be mounted here");
    return new SmallFileSystem(place);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("umount", "--lazy", place.toString());
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
