/**
 * Sessions in memory, for a route that has its only cim-server in the same process. They end with
 * the process, as its connections do.
 */
@NullMarked
package io.crossim.persistence.session.memory;

import org.jspecify.annotations.NullMarked;
