/**
 * The HTTP contract of the IM server, as its routes see it, and a typed client. /sendMsg, which
 * scripts use, is part of it.
 */
@NullMarked
package io.crossim.server.api;

import org.jspecify.annotations.NullMarked;
