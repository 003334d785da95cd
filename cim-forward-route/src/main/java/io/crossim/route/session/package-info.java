/**
 * Binding users to connections: who may log in while an older session stands, and which session is
 * the newer one.
 */
@NullMarked
package io.crossim.route.session;

import org.jspecify.annotations.NullMarked;
