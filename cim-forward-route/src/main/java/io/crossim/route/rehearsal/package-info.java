/**
 * What a route rehearses before it opens its port, and who plays a cim-server. The route itself is
 * played by a copy of its parts, with stores in memory.
 */
@NullMarked
package io.crossim.route.rehearsal;

import org.jspecify.annotations.NullMarked;
