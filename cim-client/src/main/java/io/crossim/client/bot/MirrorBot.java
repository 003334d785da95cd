package io.crossim.client.bot;

import org.springframework.context.annotation.Fallback;
import org.springframework.stereotype.Component;

/** The built-in bot: turns a Chinese question into its own confident answer. */
@Component
@Fallback
final class MirrorBot implements Bot {

  @Override
  public String answer(String text) {
    return text.replaceAll("[吗嘛]", "").replaceAll("[?？]", "!").replace('你', '我');
  }
}
