package io.crossim.common.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder that other languages take compiles by itself, to what this module speaks. */
class PublishedProtocolTest {

  private static final Path FOLDER = Path.of("src", "main", "protobuf");
  private static final Path PAGE = Path.of("..", "doc", "protocol.md");

  /** What protoc can do without a plugin. */
  private static final Pattern COMMAND = Pattern.compile("(?m)^protoc (.* --python_out=.*)$");

  @TempDir private Path directory;

  private Path protoc;
  private Path copy;

  @BeforeEach
  void copy() throws IOException {
    protoc = directory.resolve("protoc");
    Files.copy(fetched(), protoc);
    assertThat(protoc.toFile().setExecutable(true)).isTrue();
    copy = Files.createDirectory(directory.resolve("protobuf"));
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
  }

  private static Path fetched() throws IOException {
    Path folder = Path.of(System.getProperty("protoc.directory", "none"));
    assumeTrue(Files.isDirectory(folder), "run by something else than Maven");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".exe")).findFirst().orElseThrow();
    }
  }

  @Test
  void itCompilesAloneToTheProtocolOfThisModule() throws Exception {
    assertThat(copy.resolve("buf.yaml")).content().contains("version: v2");
    Path set = directory.resolve("set");

    protoc(List.of("-I", copy.toString(), "--descriptor_set_out=" + set, "cim.proto"));

    List<FileDescriptorProto> files =
        FileDescriptorSet.parseFrom(Files.readAllBytes(set)).getFileList();
    // A Java class leaves out the names for JSON, which follow from the others.
    assertThat(files)
        .singleElement()
        .extracting(file -> file.toString().replaceAll("json_name: \"\\w+\"", ""))
        .asString()
        .isEqualToIgnoringWhitespace(Cim.getDescriptor().toProto().toString());
  }

  @Test
  void theCommandOfThePageWorks() throws Exception {
    String command =
        COMMAND
            .matcher(Files.readString(PAGE))
            .results()
            .map(line -> line.group(1))
            .findFirst()
            .orElseThrow();

    protoc(List.of(command.replace("cim-common/src/main/protobuf", copy.toString()).split(" ")));

    assertThat(directory.resolve("cim_pb2.py")).isNotEmptyFile();
  }

  private void protoc(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(protoc.toString()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
