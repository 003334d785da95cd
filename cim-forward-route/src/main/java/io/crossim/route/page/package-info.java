/**
 * The chat page: its files, read once at the start, and how a browser gets them. What they say is
 * the business of module cim-web.
 */
@NullMarked
package io.crossim.route.page;

import org.jspecify.annotations.NullMarked;
