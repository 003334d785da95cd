/**
 * The names of properties, and the refusal of those that nothing reads: a misspelt one would leave
 * the default in force without a word. Also the words about settings that cannot be read.
 */
@NullMarked
package io.crossim.common.setting;

import org.jspecify.annotations.NullMarked;
