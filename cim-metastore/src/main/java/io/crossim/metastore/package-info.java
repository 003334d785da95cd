/**
 * Service discovery: which cim-servers and which routes there are. Callers know {@link
 * io.crossim.metastore.MetaStore} only; a property chooses the implementation behind it.
 */
@NullMarked
package io.crossim.metastore;

import org.jspecify.annotations.NullMarked;
