/**
 * The rules of conversations for stores that run in this process: what a post, a change, a read and
 * a mark do, over ordered rows that somebody else keeps. One thread at a time.
 */
@NullMarked
package io.crossim.persistence.conversation.local;

import org.jspecify.annotations.NullMarked;
