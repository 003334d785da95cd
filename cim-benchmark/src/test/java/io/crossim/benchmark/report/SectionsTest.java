package io.crossim.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SectionsTest {

  @Test
  void whatWasNotMeasuredStaysAsItWas() {
    String before = "# Page\n\nold\n\n## One\n\n1\n\n## Two\n\n2\n\n### Part\n\n## Three\n\n3\n";
    String measured = "# Page\n\nnew\n\n## One\n\nNOT\n\n## Two\n\n22\n\n## Three\n\nNOT\n";

    assertThat(Sections.replaced(before, measured, "NOT"))
        .isEqualTo("# Page\n\nold\n\n## One\n\n1\n\n## Two\n\n22\n\n## Three\n\n3\n");
  }

  @Test
  void aSectionThatIsNewComesToo() {
    assertThat(Sections.replaced("# Page\n\n## One\n\n1\n", "# Page\n\n## Two\n\nNOT\n", "NOT"))
        .isEqualTo("# Page\n\n## One\n\n1\n## Two\n\nNOT\n");
  }
}
