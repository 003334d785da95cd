/** How the route is put together: its properties, its stores, its start and its end. */
@NullMarked
package io.crossim.route.config;

import org.jspecify.annotations.NullMarked;
