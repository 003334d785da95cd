/**
 * The protocols that clients speak: what each makes of a welcome, a refusal, a live message, an
 * answer. One class for each protocol, which keeps nothing of a connection.
 */
@NullMarked
package io.crossim.server.dialect;

import org.jspecify.annotations.NullMarked;
