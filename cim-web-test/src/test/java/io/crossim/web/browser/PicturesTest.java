package io.crossim.web.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Writes the pictures of README and of doc/web.md. */
@EnabledIfSystemProperty(named = "cim.pictures.write", matches = "true")
class PicturesTest extends BrowserTest {

  private static final Path FOLDER = Path.of("..", "pic");

  @Test
  void thePageInItsSizesAndColours() {
    try (Visitor ann = visitor();
        Visitor ben = visitor()) {
      Scene.play(ann, "Ann Lee", ben, "Ben Okafor");
      View.GROUP.show(ann);
      picture(ann, 1280, "chat-light");
      ann.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      picture(ann, 390, "chat-phone");
      View.GROUP.leave(ann);
      ann.page().setViewportSize(1280, 800);
      View.DETAILS.show(ann);
      picture(ann, 1280, "chat-dark");
    }
  }

  private static void picture(Visitor visitor, int width, String name) {
    visitor.page().setViewportSize(width, 780);
    visitor.page().screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
  }
}
