package io.crossim.common.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.TextFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The frames of doc/vectors, which others test their implementations with. */
class GoldenVectorsTest {

  private static final JsonNode VECTORS =
      JsonMapper.builder().build().readTree(Path.of("..", "doc", "vectors", "frames.json"));

  static Stream<String> names() {
    return StreamSupport.stream(VECTORS.spliterator(), false)
        .map(vector -> vector.path("name").asString());
  }

  @ParameterizedTest
  @MethodSource("names")
  void bytesAndTextAreTheSameFrame(String name) throws IOException {
    JsonNode vector = vector(name);
    Frame expected = TextFormat.parse(vector.path("frame").asString(), Frame.class);
    Frame read = read(vector);
    if (vector.path("unknown").asBoolean(false)) {
      assertThat(read.getCmd()).isEqualTo(Command.UNRECOGNIZED);
      assertThat(read.getId()).isEqualTo(expected.getId());
      return;
    }
    assertThat(read).isEqualTo(expected);
    assertThat(Frame.parseFrom(expected.toByteArray())).isEqualTo(read);
    assertThat(expected.getSerializedSize()).isEqualTo(read.getSerializedSize());
  }

  @Test
  void everyCommandHasAVector() throws IOException {
    Set<Command> without = EnumSet.allOf(Command.class);
    for (String name : names().toList()) {
      without.remove(read(vector(name)).getCmd());
    }
    assertThat(without).isEmpty();
  }

  private static Frame read(JsonNode vector) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(vector.path("hex").asString());
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    int length = in.readRawVarint32();
    int prefix = in.getTotalBytesRead();
    assertThat(bytes).hasSize(prefix + length);
    return Frame.parseDelimitedFrom(new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length)));
  }

  private static JsonNode vector(String name) {
    return StreamSupport.stream(VECTORS.spliterator(), false)
        .filter(vector -> vector.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
