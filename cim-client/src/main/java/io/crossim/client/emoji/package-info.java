/**
 * Emoji by their aliases, such as {@code :smile:}. Aliases in a text become emoji, and emoji are
 * listed in pages.
 */
@NullMarked
package io.crossim.client.emoji;

import org.jspecify.annotations.NullMarked;
