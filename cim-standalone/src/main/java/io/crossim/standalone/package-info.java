/**
 * A whole CIM in one process: the route and the server with the same code as in a cluster, a plain
 * call in place of the HTTP between them, memory and an embedded database in place of the stores.
 */
@NullMarked
package io.crossim.standalone;

import org.jspecify.annotations.NullMarked;
