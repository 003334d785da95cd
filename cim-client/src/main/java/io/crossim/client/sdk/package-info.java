/** The chat over CIM's client library. The one place of the console that knows the library. */
@NullMarked
package io.crossim.client.sdk;

import org.jspecify.annotations.NullMarked;
