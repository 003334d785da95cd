package io.crossim.service.call;

import java.util.Locale;

/** Whether a body is of the type that a call takes. */
final class ContentTypes {

  private ContentTypes() {}

  static boolean fits(String found, String expected) {
    int parameters = found.indexOf(';');
    String type = (parameters < 0 ? found : found.substring(0, parameters)).strip();
    return type.equalsIgnoreCase(expected)
        || (expected.equals(CallAnswer.JSON)
            && type.toLowerCase(Locale.ROOT).startsWith("application/")
            && type.toLowerCase(Locale.ROOT).endsWith("+json"));
  }
}
