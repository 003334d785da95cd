package io.crossim.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every task by keys alone: no click, no focus that a script has set. */
class KeyboardTest extends BrowserTest {

  private static final int MOST_STOPS = 30;

  @Test
  void everyTaskCanBeDoneByKeys() {
    try (Visitor ben = visitor().createAccount("ben keys");
        Visitor ann = visitor()) {
      Keyboard keys = ann.page().keyboard();
      ann.page().locator("#name").waitFor();

      keys.type("ann keys"); // the field has the focus
      tabTo(ann, "Create account");
      keys.press("Enter");
      ann.conversations().first().waitFor();

      tabTo(ann, "New group");
      keys.press("Enter");
      assertThat(ann.page().locator("#group-name")).isFocused();
      keys.type("by keys");
      tabTo(ann, "ben keys");
      keys.press("Space");
      tabTo(ann, "Create");
      keys.press("Enter");
      assertThat(ann.page().locator("#conversation-name")).hasText("by keys");
      assertThat(ann.field()).isFocused();

      keys.type("first");
      keys.press("Enter");
      keys.type("second");
      keys.press("Enter");
      assertThat(ann.messages()).hasCount(2);
      assertThat(ann.page().locator(".meta").last())
          .containsText(Pattern.compile("Sent|Delivered"));
      keys.press("ArrowUp");
      assertThat(ann.field()).hasValue("second");
      keys.press("Escape");
      assertThat(ann.field()).hasValue("");

      backTo(ann, "second"); // the list is one stop, at its last message
      keys.press("ArrowUp");
      assertThat(focused(ann)).contains("first");
      keys.press("Enter");
      assertThat(ann.page().locator("[role='menuitem']").first()).isFocused();
      keys.press("ArrowRight");
      keys.press("ArrowDown");
      keys.press("Escape");
      waitForFocus(ann, "first");

      keys.press("Alt+ArrowUp");
      assertThat(ann.page().locator("#conversation-name")).hasText("Everyone");
      keys.press("Control+k");
      assertThat(ann.page().locator("[role='combobox']")).isFocused();
      keys.type("by k");
      keys.press("Enter");
      assertThat(ann.page().locator("#conversation-name")).hasText("by keys");

      keys.press("Escape");
      assertThat(ann.page().locator("[data-pane='list']")).hasCount(1);
      waitForFocus(ann, "by keys");
      keys.press("?");
      assertThat(ann.page().locator("dialog .keys")).isVisible();
      keys.press("Escape");
      waitForFocus(ann, "by keys");

      backTo(ann, "Settings");
      keys.press("Enter");
      ann.page().locator("dialog .segments").first().waitFor();
      keys.press("Escape");
      waitForFocus(ann, "Settings");
      assertThat(ann.complaints()).isEmpty();
      assertThat(ben.complaints()).isEmpty();
    }
  }

  private static void tabTo(Visitor visitor, String name) {
    step(visitor, "Tab", name);
  }

  private static void backTo(Visitor visitor, String name) {
    step(visitor, "Shift+Tab", name);
  }

  private static void step(Visitor visitor, String key, String name) {
    for (int i = 0; i < MOST_STOPS && !focused(visitor).contains(name); i++) {
      visitor.page().keyboard().press(key);
    }
    assertThat(focused(visitor)).contains(name);
  }

  private static void waitForFocus(Visitor visitor, String name) {
    visitor.page().waitForCondition(() -> focused(visitor).contains(name));
  }

  /** What a screen reader would say of what has the focus, more or less. */
  private static String focused(Visitor visitor) {
    return String.valueOf(
        visitor
            .page()
            .evaluate(
                """
                () => {
                  const it = document.activeElement;
                  if (it === document.body) return '';
                  const label = it.closest('label') ?? it.labels?.[0];
                  return [it.ariaLabel, label?.textContent, it.textContent].filter(Boolean).join(' ');
                }
                """));
  }
}
