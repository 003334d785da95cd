/**
 * Certificates to try TLS with: {@code ./cim certs} makes a CA of this machine's own, and has it
 * sign one for the servers that run here. The integration tests stand on it too.
 */
@NullMarked
package io.crossim.cluster.certs;

import org.jspecify.annotations.NullMarked;
