/**
 * Where lines come from and go to: a terminal with line editing, or a pipe. The only writer to the
 * standard streams stands here.
 */
@NullMarked
package io.crossim.client.screen;

import org.jspecify.annotations.NullMarked;
