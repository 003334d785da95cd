/**
 * The Netty side: sockets, frames, and what a client may say. It tells the session room who came
 * and who went.
 */
@NullMarked
package io.crossim.server.gateway;

import org.jspecify.annotations.NullMarked;
