/**
 * Calls from one service of the cluster to another: protobuf over HTTP/1.1 with keep-alive, on the
 * event loops of the process.
 */
@NullMarked
package io.crossim.service.peer;

import org.jspecify.annotations.NullMarked;
