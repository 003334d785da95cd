/**
 * The lines to the cim-servers. Discovery lists candidates; whether one lives, each route finds out
 * for itself over its own link.
 */
@NullMarked
package io.crossim.route.link;

import org.jspecify.annotations.NullMarked;
