/**
 * The console client: its start, its properties and how it reports that it cannot start. The rooms
 * below it are cut by what a user can do.
 */
@NullMarked
package io.crossim.client;

import org.jspecify.annotations.NullMarked;
