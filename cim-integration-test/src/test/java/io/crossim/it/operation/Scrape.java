package io.crossim.it.operation;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process tells Prometheus.
 *
 * @param kinds of the metrics, by name
 * @param labels of each, without those that its kind adds
 * @param values the sum over all labels; of a histogram by the names {@code _count}, {@code _sum}
 *     and {@code _bucket} too
 */
public record Scrape(
    Map<String, String> kinds, Map<String, Set<String>> labels, Map<String, Double> values) {

  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("([a-z]\\w*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"[^\"]*\"");

  static Scrape of(String text) {
    Scrape scrape = new Scrape(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    text.lines().forEach(scrape::read);
    return scrape;
  }

  private void read(String line) {
    Matcher type = TYPE.matcher(line);
    Matcher sample = SAMPLE.matcher(line);
    if (type.matches()) {
      kinds.put(type.group(1), type.group(2));
      labels.put(type.group(1), new TreeSet<>());
    } else if (sample.matches()) {
      values.merge(sample.group(1), Double.valueOf(sample.group(3)), Double::sum);
      Set<String> known = labels.get(metric(sample.group(1)));
      if (known != null && sample.group(2) != null) {
        LABEL.matcher(sample.group(2)).results().forEach(label -> known.add(label.group(1)));
        known.remove("le");
      }
    }
  }

  private String metric(String sample) {
    return Arrays.asList("_bucket", "_count", "_sum").stream()
        .filter(sample::endsWith)
        .map(tail -> sample.substring(0, sample.length() - tail.length()))
        .filter(kinds::containsKey)
        .findFirst()
        .orElse(sample);
  }

  /** Those of CIM, without the gauges that come with histograms. */
  Set<String> own() {
    Set<String> own = new TreeSet<>();
    for (String name : kinds.keySet()) {
      boolean isMost =
          name.endsWith("_max")
              && "histogram".equals(kinds.get(name.substring(0, name.length() - 4)));
      if (name.startsWith("cim_") && !isMost) {
        own.add(name);
      }
    }
    return own;
  }
}
