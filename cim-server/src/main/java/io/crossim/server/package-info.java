/**
 * The IM server's main class. Each room below it is a feature: what a connection is, how bytes
 * become commands, who is logged in, how messages go out, how routes find the server.
 */
@NullMarked
package io.crossim.server;

import org.jspecify.annotations.NullMarked;
