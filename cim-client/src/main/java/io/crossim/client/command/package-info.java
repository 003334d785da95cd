/**
 * The commands, one small class each. A further command is a further {@link
 * io.crossim.client.command.Command} bean.
 */
@NullMarked
package io.crossim.client.command;

import org.jspecify.annotations.NullMarked;
