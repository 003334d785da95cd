/**
 * Brings an application's texts to a route, one after the other. It knows which call can be
 * repeated and which can not.
 */
@NullMarked
package io.crossim.sdk.sending;

import org.jspecify.annotations.NullMarked;
