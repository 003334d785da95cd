/** What was said, in one file per user and day. It can be searched by keyword. */
@NullMarked
package io.crossim.client.history;

import org.jspecify.annotations.NullMarked;
