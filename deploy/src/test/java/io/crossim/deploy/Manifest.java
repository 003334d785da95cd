package io.crossim.deploy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.util.Yaml;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One document that Kubernetes is given. */
record Manifest(String text, Map<String, Object> content) {

  static Manifest parse(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Map<String, Object> content =
        new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).load(text);
    return new Manifest(text, content == null ? Map.of() : content);
  }

  String kind() {
    return (String) content.get("kind");
  }

  String name() {
    return at("metadata", "name");
  }

  /** What stands under these keys, and under these numbers of lists; null where nothing does. */
  @SuppressWarnings("unchecked")
  <T> T at(Object... path) {
    Object here = content;
    for (Object step : path) {
      if (here instanceof Map<?, ?> map) {
        here = map.get(step);
      } else if (here instanceof List<?> list && step instanceof Integer index) {
        here = list.get(index);
      } else {
        return null;
      }
    }
    return (T) here;
  }

  /**
   * Whether Kubernetes takes it. Reading it finds unknown fields and wrong types, checking its JSON
   * finds what is missing, writing it again finds what was read as something else than it is.
   *
   * @throws RuntimeException that says what is wrong
   */
  void check() {
    if (ServiceMonitors.KIND.equals(kind())) {
      ServiceMonitors.check(this);
      return;
    }
    try {
      Object model = Yaml.load(text);
      model.getClass().getMethod("validateJsonElement", JsonElement.class).invoke(null, json());
      assertSame("", json(), JSON.getGson().toJsonTree(model));
    } catch (IOException | ReflectiveOperationException e) {
      Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
      throw new IllegalArgumentException(kind() + " " + name() + ": " + cause.getMessage(), cause);
    }
  }

  private static void assertSame(String where, JsonElement written, JsonElement read) {
    if (written.isJsonObject()) {
      written
          .getAsJsonObject()
          .entrySet()
          .forEach(
              each ->
                  assertSame(
                      where + "." + each.getKey(),
                      each.getValue(),
                      read.getAsJsonObject().get(each.getKey())));
    } else if (written.isJsonArray()) {
      for (int i = 0; i < written.getAsJsonArray().size(); i++) {
        assertSame(where + "." + i, written.getAsJsonArray().get(i), read.getAsJsonArray().get(i));
      }
    } else if (!written.equals(read)) {
      throw new IllegalArgumentException(where + ": " + written + " is read as " + read);
    }
  }

  private JsonElement json() {
    return new Gson().toJsonTree(content);
  }

  @Override
  public String toString() {
    return kind() + " " + name();
  }
}
