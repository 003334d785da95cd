package io.crossim.cluster;

import java.util.ArrayList;
import java.util.List;

/** The table of a cluster's processes. */
final class ClusterTable {

  private final List<List<String>> rows = new ArrayList<>();

  ClusterTable() {
    rows.add(List.of("PROCESS", "PID", "TCP", "HTTP", "LOG"));
  }

  void add(ManagedProcess process, int port) {
    add(process.name(), process, Integer.toString(port), "-");
  }

  void add(CimProcess service) {
    ManagedProcess process = service.process();
    boolean isServer = process.name().startsWith("cim-server");
    add(
        process.name(),
        process,
        isServer ? Integer.toString(service.tcpPort()) : "-",
        Integer.toString(service.httpPort()));
  }

  private void add(String name, ManagedProcess process, String tcp, String http) {
    rows.add(List.of(name, "" + process.pid(), tcp, http, process.logFile().toString()));
  }

  void print(ClusterPrinter printer) {
    printer.table(rows);
  }
}
