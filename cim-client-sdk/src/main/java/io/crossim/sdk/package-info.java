/**
 * The client library: what an application needs to log in, send and receive. {@link
 * io.crossim.sdk.Client} is the way in; the packages below it are its inside and may change.
 */
@NullMarked
package io.crossim.sdk;

import org.jspecify.annotations.NullMarked;
