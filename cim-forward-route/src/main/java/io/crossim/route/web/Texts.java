package io.crossim.route.web;

import io.crossim.common.result.CimException;
import io.crossim.route.api.PrivateMessage;
import io.crossim.service.web.Checks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The texts of requests, as far as one may carry them. Immutable. */
final class Texts {

  private final int mostBytes;
  private final int most;

  Texts(Limits limits) {
    this.mostBytes = (int) limits.text().toBytes();
    this.most = limits.batch();
  }

  /** How many texts a private message carries; beyond the bound it will be refused anyhow. */
  int count(PrivateMessage message) {
    int batch = message.batchMsg() == null ? 0 : message.batchMsg().size();
    return Math.min(message.msg() == null && batch > 0 ? batch : batch + 1, most + 1);
  }

  /** All texts of a private message, in their order: at least one. */
  List<String> of(PrivateMessage message) {
    List<String> batch = batch(message.batchMsg());
    if (message.msg() == null && !batch.isEmpty()) {
      return batch;
    }
    String first = of("msg", message.msg());
    if (batch.isEmpty()) {
      return List.of(first);
    }
    List<String> texts = new ArrayList<>(batch.size() + 1);
    texts.add(first);
    texts.addAll(batch);
    return texts;
  }

  private List<String> batch(@Nullable List<@Nullable String> texts) {
    if (texts == null) {
      return List.of();
    }
    if (texts.size() > most) {
      throw CimException.invalid("batchMsg", texts.size() + " texts", "at most " + most);
    }
    List<String> checked = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      checked.add(of("batchMsg[" + i + "]", texts.get(i)));
    }
    return checked;
  }

  /** One text, which must be there. */
  String of(String field, @Nullable String text) {
    return Checks.text(field, text, mostBytes);
  }
}
