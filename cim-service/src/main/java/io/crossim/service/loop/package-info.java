/**
 * The event loops of a process. Sockets of every kind share them, and nothing that runs on one may
 * block.
 */
@NullMarked
package io.crossim.service.loop;

import org.jspecify.annotations.NullMarked;
