/**
 * When this server appears in discovery and when it leaves: open first, then register; leave first,
 * then close. It knows the address under which others reach this process.
 */
@NullMarked
package io.crossim.server.discovery;

import org.jspecify.annotations.NullMarked;
