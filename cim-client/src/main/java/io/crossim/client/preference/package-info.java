/**
 * The commands about whom and what a user wants to hear of: whom they block, which conversations
 * they mute, and whose presence they watch.
 */
@NullMarked
package io.crossim.client.preference;

import org.jspecify.annotations.NullMarked;
