/**
 * Messages on their way: into the inboxes of their receivers first, then as a hint to the servers
 * that hold them. One call per store and server and batch, never one per user.
 */
@NullMarked
package io.crossim.route.delivery;

import org.jspecify.annotations.NullMarked;
