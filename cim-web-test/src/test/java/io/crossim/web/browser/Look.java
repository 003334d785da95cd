package io.crossim.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

/** How a visitor's browser is set up. */
record Look(int width, int height, boolean isDark, String language) {

  static final Look USUAL = new Look(1280, 800, false, "en-GB");

  Look wide(int pixels) {
    return new Look(pixels, height, isDark, language);
  }

  Look dark() {
    return new Look(width, height, true, language);
  }

  Look in(String tag) {
    return new Look(width, height, isDark, tag);
  }

  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setViewportSize(width, height)
        .setColorScheme(isDark ? ColorScheme.DARK : ColorScheme.LIGHT)
        .setReducedMotion(ReducedMotion.REDUCE)
        .setLocale(language);
  }

  @Override
  public String toString() {
    return width + " px, " + (isDark ? "dark" : "light") + ", " + language;
  }
}
