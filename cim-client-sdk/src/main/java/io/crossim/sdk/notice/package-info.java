/**
 * What a client tells about itself beside messages: how far its user has read, and that they are
 * typing. It is told over the connection, seldom enough for the cluster, and nobody answers it.
 */
@NullMarked
package io.crossim.sdk.notice;

import org.jspecify.annotations.NullMarked;
