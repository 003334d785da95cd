/**
 * Authentication of callers: passwords, the tokens that stand for them, and the keys of
 * applications that push. Everything here is asked before anything is done.
 */
@NullMarked
package io.crossim.route.access;

import org.jspecify.annotations.NullMarked;
