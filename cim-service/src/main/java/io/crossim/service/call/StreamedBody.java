package io.crossim.service.call;

import java.io.InputStream;
import java.util.concurrent.Executor;

/**
 * A body that is too large to be held. It is read once, piece by piece.
 *
 * @param content closed by whoever writes the answer
 * @param thread reads the content, and may wait for the client; not an event loop
 */
public record StreamedBody(InputStream content, Executor thread) {}
