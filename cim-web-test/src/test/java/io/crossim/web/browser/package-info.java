/**
 * The chat page in a real browser, in front of a CIM of its own: what two people do with it, what
 * it looks like in each size and colour, and that it can be used without a mouse and by ear.
 */
@NullMarked
package io.crossim.web.browser;

import org.jspecify.annotations.NullMarked;
