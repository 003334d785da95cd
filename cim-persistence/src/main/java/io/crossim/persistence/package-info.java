/**
 * The stores that the route service stands on. Callers know the interfaces of the packages below; a
 * property chooses the implementation behind each.
 */
@NullMarked
package io.crossim.persistence;

import org.jspecify.annotations.NullMarked;
