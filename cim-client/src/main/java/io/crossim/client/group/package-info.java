/**
 * The commands about groups: which there are, who is in them, what was said in them, and where the
 * lines go that are typed.
 */
@NullMarked
package io.crossim.client.group;

import org.jspecify.annotations.NullMarked;
