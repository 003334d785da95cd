package io.crossim.benchmark.report;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Measures everything that was asked for, and writes it down. */
@RequiredArgsConstructor
public final class PerformanceReport {

  private final ReportSettings settings;
  private final Tool tool;
  private final String toolMain;

  /**
   * Blocks until the page is written.
   *
   * @return whether nothing failed
   */
  public boolean write() throws InterruptedException {
    Findings findings = new Findings();
    try {
      Path work = Files.createTempDirectory("cim-report");
      try {
        Files.createDirectories(settings.pictures());
        measure(findings, new Targets(settings, work, toolMain));
      } finally {
        delete(work);
      }
      if (settings.page().toAbsolutePath().getParent() != null) {
        Files.createDirectories(settings.page().toAbsolutePath().getParent());
      }
      String before = Files.exists(settings.page()) ? Files.readString(settings.page()) : "";
      Files.writeString(settings.page(), new Page(settings, findings).renderOver(before));
      if (settings.json() != null) {
        Files.writeString(settings.json(), findings.json());
      }
    } catch (IOException e) {
      throw new ReportException("the report cannot be written: " + e.getMessage(), e);
    }
    return findings.failures().isEmpty();
  }

  private void measure(Findings findings, Targets targets) throws InterruptedException {
    for (TargetKind kind : TargetKind.values()) {
      if (settings.targets().contains(kind)) {
        Rounds rounds = new Rounds(settings, tool, findings, kind);
        new TargetRun(settings, targets, kind, rounds, findings).run();
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(left);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
