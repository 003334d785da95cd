/**
 * Which cim-server a login gets. Strategies are functions over an immutable snapshot of the servers
 * that live and are listed in discovery.
 */
@NullMarked
package io.crossim.route.selection;

import org.jspecify.annotations.NullMarked;
