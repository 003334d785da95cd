/**
 * The black-box tests, one class per promise that a user relies on. They know addresses, frames and
 * command lines, and nothing of the code behind them.
 */
@NullMarked
package io.crossim.it;

import org.jspecify.annotations.NullMarked;
