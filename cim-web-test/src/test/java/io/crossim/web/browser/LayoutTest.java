package io.crossim.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Nothing stands over the edge, and nothing that is to be hit is too small, at any width. */
class LayoutTest extends BrowserTest {

  private static final int[] WIDTHS = {1280, 720, 390, 320};

  /** What stands out of the window to a side, but for what is hidden or scrolls by itself. */
  private static final String OVER_THE_EDGE =
      """
      () => [...document.querySelectorAll('body *')]
        .filter((each) => each.checkVisibility() && !each.closest('.aside'))
        .filter((each) => getComputedStyle(each.parentElement).textOverflow !== 'ellipsis')
        .filter((each) => {
          const { left, right, width } = each.getBoundingClientRect();
          return width > 0 && (left < -1 || right > innerWidth + 1);
        })
        .map((each) => each.outerHTML.slice(0, 120))
        .concat(document.documentElement.scrollWidth > innerWidth ? ['the document scrolls'] : [])
      """;

  /** WCAG 2.5.8: 24 pixels each way, but for links in a text. */
  private static final String TOO_SMALL =
      """
      () => [...document.querySelectorAll('button, input, select, textarea, [role=option]')]
        .filter((each) => each.checkVisibility() && !each.closest('.segments'))
        .filter((each) => {
          const { width, height } = (each.closest('label') ?? each).getBoundingClientRect();
          return width < 24 || height < 24;
        })
        .map((each) => each.outerHTML.slice(0, 120))
      """;

  @Test
  void everyViewFitsEveryWidth() {
    try (Visitor ann = visitor();
        Visitor ben = visitor()) {
      Scene.play(ann, "Ann With A Long Name Of Several Words", ben, "Ben");
      for (int width : WIDTHS) {
        ann.page().setViewportSize(width, 720);
        for (View view : View.values()) {
          view.show(ann);
          String where = view + " at " + width + " px";
          assertThat(ann.page().evaluate(OVER_THE_EDGE).toString()).as(where).isEqualTo("[]");
          assertThat(ann.page().evaluate(TOO_SMALL).toString()).as(where).isEqualTo("[]");
          view.leave(ann);
        }
      }
    }
  }

  @Test
  void aPhoneShowsOnePaneAtATime() {
    try (Visitor ann = visitor(Look.USUAL.wide(390)).createAccount("ann phone")) {
      assertThat(ann.page().locator("main").isVisible()).isFalse();
      ann.openEveryone();
      ann.page().locator("main .composer").waitFor();
      assertThat(ann.page().locator(".sidebar").isVisible()).isFalse();
      ann.page().locator("button.back").click();
      ann.page().locator(".sidebar").waitFor();
      assertThat(ann.page().locator("main").isVisible()).isFalse();
    }
  }
}
