/**
 * The HTTP caller under all typed clients: keep-alive, TCP_NODELAY, JSON with envelopes, protobuf
 * between services. Nothing here knows a particular service.
 */
@NullMarked
package io.crossim.common.http;

import org.jspecify.annotations.NullMarked;
