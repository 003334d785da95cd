/**
 * Sessions: where to push for a user. The servers' own registries are the truth about who is
 * online; an entry here only says where to look.
 */
@NullMarked
package io.crossim.persistence.session;

import org.jspecify.annotations.NullMarked;
