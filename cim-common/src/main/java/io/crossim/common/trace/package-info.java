/**
 * Follows single messages from their sender to the acknowledgement of their receiver: steps are
 * spans of OpenTelemetry, and the context travels in the message.
 */
@NullMarked
package io.crossim.common.trace;

import org.jspecify.annotations.NullMarked;
