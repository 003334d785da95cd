/**
 * The commands of the tool and their options. Each prepares its users, lets load pass, and says
 * what came of it.
 */
@NullMarked
package io.crossim.benchmark.command;

import org.jspecify.annotations.NullMarked;
