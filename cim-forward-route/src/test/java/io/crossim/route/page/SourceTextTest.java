package io.crossim.route.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceTextTest {

  @Test
  void commentsAndIndentsGo() {
    String source =
        """
        /** What it does. * and / and ** are in it. */
        export function f() {
          // why
          return 'http://x'; // how

          /* a second
           * line */
        }
        //# sourceMappingURL=f.js.map
        """;
    assertThat(SourceText.slim(source))
        .isEqualTo("export function f() {\nreturn 'http://x'; // how\n}\n");
  }

  @Test
  void codeBehindACommentStays() {
    assertThat(SourceText.slim("/** @type {X} */ (a).b();\nconst p = '/* no */';\n"))
        .isEqualTo("/** @type {X} */ (a).b();\nconst p = '/* no */';\n");
  }

  @Test
  void aLongCommentNeedsNoStack() {
    assertThat(SourceText.slim("/*" + "*x".repeat(100_000) + "*/\na\n")).isEqualTo("a\n");
  }
}
