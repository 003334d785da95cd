/**
 * The names of properties, and the refusal of those that nothing reads: a misspelt one would leave
 * the default in force without a word.
 */
@NullMarked
package io.crossim.common.setting;

import org.jspecify.annotations.NullMarked;
