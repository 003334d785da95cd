/**
 * Encryption of what a client says. One value tells whom it trusts, and serves the connection to
 * the server and the calls to the route alike.
 */
@NullMarked
package io.crossim.sdk.tls;

import org.jspecify.annotations.NullMarked;
