package io.crossim.benchmark.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;

/** Starts what is measured, each in a directory of its own and on free ports. */
@RequiredArgsConstructor
final class Targets {

  private static final Pattern NULL_READY = Pattern.compile("is ready: tcp \\d+, http (\\d+)");
  private static final Pattern SINGLE_READY =
      Pattern.compile(" cim is ready: tcp \\d+, http (\\d+)");
  private static final Pattern CLUSTER_READY =
      Pattern.compile("The cluster is ready: .*--route (http\\S+)");

  /** A row of the table that a cluster prints: name, pid. */
  private static final Pattern CLUSTER_ROW =
      Pattern.compile("(?m)^((?:zookeeper|redis|cim)\\S*) +(\\d+) +");

  /** Limits on what one user and one address may do are not what is measured. */
  private static final String UNBOUND = "cim.limits.exempt-loopback=true";

  private final ReportSettings settings;
  private final Path work;
  private final String toolMain;
  private final AtomicInteger started = new AtomicInteger();

  /** Starts a target and blocks until it serves. */
  Target start(TargetKind kind) throws InterruptedException {
    return switch (kind) {
      case NULL -> nullServer();
      case SINGLE -> single();
      case CLUSTER -> cluster();
    };
  }

  private Target nullServer() throws InterruptedException {
    List<String> command =
        List.of(
            settings.java().toString(),
            "-cp",
            ownClassPath(),
            toolMain,
            "null-server",
            "--port=0",
            "--tcp-port=0");
    return one(ChildProcess.start("null-server", command, directory()), NULL_READY);
  }

  /** This process's class path with absolute paths: the target starts in a directory of its own. */
  private static String ownClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Target single() throws InterruptedException {
    return single(SourceTree.jar(settings.root(), "cim-standalone"));
  }

  /** Starts the single process of a jar. */
  Target single(Path jar) throws InterruptedException {
    Path directory = directory();
    List<String> command =
        List.of(
            settings.java().toString(),
            "-jar",
            jar.toString(),
            "--server.port=0",
            "--cim.server.port=0",
            "--cim.standalone.send-port=-1",
            "--" + UNBOUND,
            "--cim.data.directory=" + directory.resolve("data"));
    return one(ChildProcess.start("cim-standalone", command, directory), SINGLE_READY);
  }

  private static Target one(ChildProcess process, Pattern ready) throws InterruptedException {
    String url = "http://127.0.0.1:" + awaited(process, ready).group(1) + "/";
    List<Long> pids = List.of(process.pid());
    return new Target(process, url, pids, pids, /* victim= */ 0);
  }

  private Target cluster() throws InterruptedException {
    Path directory = directory();
    SourceTree.jar(settings.root(), "cim-server");
    SourceTree.jar(settings.root(), "cim-forward-route");
    List<String> command =
        List.of(
            settings.java().toString(),
            "-jar",
            SourceTree.jar(settings.root(), "cim-local-cluster").toString(),
            "--data=" + directory.resolve("data"),
            "--jvm=-Xmx1g -D" + UNBOUND,
            "--tcp-port=0",
            "--server-http-port=0",
            "--route-port=0",
            "--zookeeper-port=0",
            "--redis-port=0");
    ChildProcess process = ChildProcess.start("cim-local-cluster", command, directory);
    String url = awaited(process, CLUSTER_READY).group(1);
    List<MatchResult> rows = CLUSTER_ROW.matcher(process.output()).results().toList();
    List<Long> all = new ArrayList<>();
    List<Long> servers = new ArrayList<>();
    for (MatchResult row : rows) {
      all.add(Long.valueOf(row.group(2)));
      if (row.group(1).startsWith("cim-server")) {
        servers.add(Long.valueOf(row.group(2)));
      }
    }
    if (servers.isEmpty()) {
      process.close();
      throw new ReportException("the cluster did not tell its processes");
    }
    return new Target(process, url, all, servers, servers.get(0));
  }

  private static Matcher awaited(ChildProcess process, Pattern ready) throws InterruptedException {
    try {
      return process.await(ready);
    } catch (ReportException e) {
      process.close();
      throw e;
    }
  }

  private Path directory() {
    try {
      return Files.createDirectories(work.resolve("run-" + started.incrementAndGet()));
    } catch (IOException e) {
      throw new ReportException("no directory can be made for what is measured", e);
    }
  }
}
