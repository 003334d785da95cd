/**
 * The calls of a service, whichever way they arrive: a table by path, whom each call admits, and
 * what it answers. Nothing here knows of sockets.
 */
@NullMarked
package io.crossim.service.call;

import org.jspecify.annotations.NullMarked;
