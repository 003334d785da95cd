/**
 * A CIM client of protocol v2 that shares no code with the SDK: a socket with frames, and HTTP as
 * scripts send it. What these two see is what anybody's client sees.
 */
@NullMarked
package io.crossim.it.client;

import org.jspecify.annotations.NullMarked;
