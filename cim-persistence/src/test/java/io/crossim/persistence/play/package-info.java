/** Random play of users and routes over conversations and inboxes, held against a model of sets. */
@NullMarked
package io.crossim.persistence.play;

import org.jspecify.annotations.NullMarked;
