/**
 * What strangers try on a CIM of one's own machine, while two of its users chat. Tells how much of
 * it the two notice, and whether a stranger got anything.
 */
@NullMarked
package io.crossim.benchmark.attack;

import org.jspecify.annotations.NullMarked;
