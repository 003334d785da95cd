/**
 * Encryption: which certificate the ports of this process show, whether they still take plaintext,
 * and whom its own calls to other services trust.
 */
@NullMarked
package io.crossim.service.tls;

import org.jspecify.annotations.NullMarked;
