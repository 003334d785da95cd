/**
 * What clients and servers say over TCP: the frames, their bounds and the names of their
 * properties. The generated types stand here too.
 */
@NullMarked
package io.crossim.common.protocol;

import org.jspecify.annotations.NullMarked;
