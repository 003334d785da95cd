package io.crossim.it.trace;

import java.util.Map;

/**
 * A span as it was exported.
 *
 * @param parent empty for a root
 * @param text all of it, to look for what must not be in it
 */
record ExportedSpan(
    String trace,
    String id,
    String parent,
    String name,
    String service,
    String process,
    Map<String, String> attributes,
    String text) {}
